"""Words to terms: stems, irregular forms, words that say nothing here, and how rare a word is in English."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import Stemmer

from bot.search.frequencies import zipf
from bot.search.memo import Memo

#: Words that carry no topic. Question words and quantity words are cues, read elsewhere.
STOP: Final = frozenset(
    """a about above across actually after again all also am an and any anybody anyone anything are around as at
    away be because been before being between both but by came can cannot cant come comes could couldnt did
    didnt do does doesnt doing dont down during each either else etc even ever every exactly for from
    further get gets getting give given gives go goes going gone gonna got gotten had has hasnt have havent
    having he her here hers him his how hows i id if ill im in into is isnt it its itself ive just kind know
    let lets like lot lots many may me mean means might mine more most much must my myself near need no nor
    not now of off often ok okay on once one ones only onto or other our ours out over own per please pls
    really regarding right s same say says said she should shouldnt since so some somebody someone something
    still stuff such sure t tell than thank thanks that thats the their them then there theres these they
    theyre thing things this those though through to together too toward under until up upon us use used
    using very via want was wasnt way we well went were werent what whats whatever when where wheres whether
    which while who whole whom whos whose why will with within without wont would wouldnt yeah yes yet you
    your youre bro lol lmao tho u ur imo iirc tbh btw anyone heard guess seems basically literally
    apparently wondering curious explain info information details question answer find show look looking
    talk mentioned mention something anything happen happens happened happening actual specific currently
    nowadays today sort
    les el los las le la der das des du une uno una dans avec sous aux que qui und von auf aus bei dem ein eine
    einer einem zum zur del al por para como en de et ou est sont se los ses leur leurs ihre ihrer
    на из для по от не""".split()
)
#: Names of the country that every source is about: they tell no passage from another.
COUNTRY: Final = frozenset(
    """north korea korean koreans dprk nk norks nork northkorea northkorean democratic republic peoples people's
    nordkorea nordkoreanische nordkoreanischen nordkoreanischer coree nord coreen coreens corea norte
    norcorea norcoreano norcoreanos norcoreana norcoreanas norcoreanas kndr kldr северная корея северной
    корее кндр кореи корею северокорейский северокорейская северокорейские северокорейских северокорейского
    северокорейской
    nordkoreas nordkoreaner nordkoreanerin nordkoreanerinnen coreenne coreennes nordcoreen nordcoreenne
    nordcoreens
    북한 북조선 조선 朝鲜 北朝鮮 北韓 朝鮮 북한의 北朝鲜 pyongyang country regime""".split()
)
#: The same where no blanks are written, longest first.
COUNTRY_UNSPACED: Final = ("북조선", "북한", "北朝鮮", "北朝鲜", "北韓", "朝鲜", "朝鮮")
_IRREGULAR: Final = dict(
    pair.split(":")
    for pair in """sold:sell fled:flee women:woman womens:woman men:man mens:man children:child childrens:child
    stole:steal stolen:steal took:take taken:take caught:catch sent:send kept:keep bought:buy paid:pay held:hold
    ran:run made:make told:tell left:leave lost:lose broke:break broken:break born:bear hid:hide
    hidden:hide shot:shoot led:lead drove:drive driven:drive wives:wife fought:fight sought:seek
    taught:teach thought:think brought:bring built:build spent:spend meant:mean found:find gave:give
    given:give knew:know known:know wrote:write written:write spoke:speak spoken:speak rose:rise
    risen:rise fell:fall fallen:fall grew:grow grown:grow drew:draw drawn:draw beat:beat beaten:beat
    ate:eat eaten:eat began:begin begun:begin chose:choose chosen:choose forgot:forget froze:freeze
    slept:sleep stood:stand swore:swear wore:wear worn:wear won:win died:die dies:die dying:die
    death:dead deaths:dead ties:tie lies:lie feet:foot teeth:tooth legs:leg worst:bad worse:bad
    better:good best:good less:little least:little monies:money crises:crisis criteria:criterion
    embassies:embassy smuggler:smuggl smugglers:smuggl trafficker:traffick traffickers:traffick
    trafficked:traffick trafficking:traffick traffic:traffick kidnapper:kidnap kidnappers:kidnap
    kidnapped:kidnap kidnapping:kidnap defector:defect defectors:defect defection:defect
    defections:defect regulatory:regul regulator:regul regulators:regul
    worker:work workers:work working:work worked:work hacker:hack hackers:hack
    hacking:hack hacked:hack prisoner:prison prisoners:prison prisons:prison imprisoned:imprison
    counterfeiter:counterfeit repatriation:repatriat repatriations:repatriat repatriated:repatriat
    repatriate:repatriat detainee:detain detainees:detain detention:detain detained:detain
    labourer:labor laborer:labor laborers:labor marriages:marri marriage:marri married:marri marry:marri
    marrying:marri abduction:abduct abductions:abduct escapee:escap escapees:escap prosecution:prosecut
    prosecutions:prosecut prosecute:prosecut execution:execut executed:execut execute:execut
    exploitation:exploit diplomat:diplomat diplomats:diplomat diplomatic:diplomat governmental:govern
    governments:govern government:govern russian:russia russians:russia chinese:china african:africa
    czechs:czech czechia:czech canadian:canada iranian:iran syrian:syria polish:poland american:us
    americans:us usa:us addicts:addict addiction:addict addicted:addict""".split()
)  # fmt: skip
#: Words that the stemmer takes for others, as polite for political, each with its term.
_APART: Final = dict(
    pair.split(":")
    for pair in """information:information capitalism:capitalism positive:positive positives:positive
    hospitality:hospitality customs:customs minority:minority minorities:minority polite:polite rational:rational
    several:several socialism:socialism objective:objective objectives:objective integrity:integrity ironic:ironic
    kindness:kindness conversation:conversation conversations:conversation""".split()
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the query: the library's terms that stand for it, each with how well (0–1), and its weight."""

    word: str
    weight: float
    meanings: tuple[tuple[str, float], ...]  # best first; empty for a word that the library does not know
    slip: bool = False  # known only by its spelling
    best: str = field(init=False)  # the term that it most likely stands for; its own stem where there is none

    def __post_init__(self) -> None:
        object.__setattr__(self, "best", self.meanings[0][0] if self.meanings else stem(self.word))


def _stem(word: str) -> str:
    if (known := _IRREGULAR.get(word) or _APART.get(word)) is not None:
        return known
    if not word.isascii() or not word.isalpha():
        return word
    return str(_stemmer().stemWord(word))


def is_content(word: str) -> bool:
    """Whether a word can tell one topic from another."""
    return word not in STOP and word not in COUNTRY and (len(word) > 1 or word.isdigit())


def _rarity(word: str) -> float:
    if not word.isascii():
        return 1.0
    used = zipf(word)
    return 1.0 if used <= 0 else min(1.0, max(0.0, (7.0 - used) / 4.0))


#: The term of a word; numbers and words of other alphabets are their own terms.
stem: Final = Memo(_stem, 50_000).__getitem__
#: How rare a word is in everyday English, from 0 (the commonest) to 1 (not among the 29,000 commonest).
rarity: Final = Memo(_rarity, 20_000).__getitem__


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english", 0)  # remembers nothing: `stem` does
