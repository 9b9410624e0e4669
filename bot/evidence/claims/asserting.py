"""What a sentence claims, and how it is said: questions and requests claim nothing, opinions and jokes seldom do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

#: Openings that only lead up to a claim; taken away before anything else is judged.
_LEAD: Final = re.compile(
    r"^(?:(?:so|well|ok|okay|hey|hi|yo|guys|folks|btw|fyi|lol|tbh|yeah|yes|no,|nope|wait|omg|wow|also"
    r"|and|but|fun fact|fact|apparently|ah|oh|hm+|look"
    r"|turns out|interesting|til|reminder|note|edit|update|fwiw|afaik|iirc|it says(?: here)?(?: that)?"
    r"|just checked|didn'?t you know|guess what"
    r"|(?:did|have) (?:you|u|y'?all|anyone) (?:guys )?(?:see|know|hear|heard|read|seen|notice)(?: that)?"
    r"|i(?:'ve)? (?:just |also )?(?:read|saw|heard|found|learned|learnt|noticed|think|thought|believe"
    r"|guess|know|remember|recall|checked)(?: out)?(?: somewhere)?(?: that)?"
    r"|i'?m (?:pretty |quite |fairly )?sure(?: that)?|pretty sure(?: that)?|as far as i (?:can (?:see"
    r"|tell)|know)(?: from the docs)?|if you read [\w\s]{0,30}?|from what i (?:read|heard|saw|know)"
    r")[\s,:!-]+)+",
    re.I,
)
_TELLING_LEAD: Final = re.compile(
    r"^\W*(?:did|have) (?:you|u|y'?all|anyone) (?:guys )?(?:see|know|hear|heard|read|seen|notice)", re.I
)
_ASKS: Final = re.compile(
    r"^\W*(?:(?:and|but|so|or|then|also) )?(?:what|how|why|who|whom|whose|when|where|which|wheres"
    r"|whats|hows|whos|is|are|was|were|do|does|did|can|could|should|would|will|has|have|had|am"
    r"|isn'?t|aren'?t|doesn'?t|don'?t you|didn'?t|wasn'?t|weren'?t|any ?one|anybody|any (?:idea|source"
    r"|sources|link|chance|info|word|figures|numbers)|does ?n'?t|can'?t we)\b|^\W*(?:in|on|at|under"
    r"|with|for|from|to|by|of) (?:which|what|whom|whose)\b|,\s*(?:what|how|why) (?:kind|is|are|did|do"
    r"|does|many|much|then|about|was|were)\b|^\W*may (?!have\b|be\b|\d)",
    re.I,
)
#: “When children are mobilised, they stay …” tells; “when are they mobilised” asks.
_SUBORDINATE: Final = re.compile(
    r"^\W*(?:when|where|while|once) (?!is|are|was|were|do|does|did|can|could|will|would|has|have)[^,?]{6,80}"
    r"(?:, ?| )(?:they|he|she|it|the|kids|people|workers|women|men|no|all|most|many|nobody|everyone) ",
    re.I,
)
_YOU: Final = re.compile(r"\b(?:you|u|your|anyone|anybody|right|really|huh|eh|ok|source|sources)\b", re.I)
_TOPIC: Final = 9  # words of a piece that only names a topic
_WONDERS: Final = re.compile(
    (
        r"\b(?:i wonder|wondering|curious|not sure|no idea|(?:^|does |has |did |can |do )any ?one (?:know"
        r"|knows|got|have|has|remember)|do we know|who knows|is it true|is that true|asking for|what if"
        r"|imagine if|if only|suppose)\b"
    ),
    re.I,
)
_REQUESTS: Final = re.compile(
    r"^[^\w@<]*+(?:(?:pls|plz|please|kindly|hey|ok|so|and|now|also|then|quick|bot|<?@[^\s,]+)[\s,]++)*+"
    r"(?:(?:can|could|would|will) (?:you|u|someone|somebody|anyone|we)|someone|somebody|send|add|list"
    r"|check|post|give|show|share|find|put|look up|look at|summari[sz]e|explain"
    r"|remind|update|fix|move|change|delete|remove|write|make sure|let'?s|lets|cite|quote|link|upload"
    r"|translate|draft|compare|paste|grab|pull up|pull the|tell|help me|pin|export|search"
    r"|ignore|forget|don'?t forget|remember to|try|get me|ping|dm|email|call me|open the|set|run|bring"
    r"|print|copy|save|mark|tag|read the|read this|watch out|we need|we should|i need|i want|i'?d like"
    r"|need|want|gimme|print|verify|confirm|double ?check|proofread|highlight|include|insert|rewrite"
    r"|define|pick|vote)\b(?!s\b)",
    re.I,
)
_PLEASE: Final = re.compile(r"\b(?:pls|plz|please|thanks in advance|thx|thank you)\b", re.I)
#: What is asked of the others beside a claim: “…, someone pls put that on the slide”, “please note for case 14: …”.
#: Who wants it checked is not sure of it, which is no claim.
_ASKED_AFTER: Final = re.compile(
    r"(?:[,;]|\s[-–—]+)\s+(?:(?:and|so|but|now) )?(?!.*\b(?:checks?|confirm|verify|sources?|find)\b)"
    r"(?:(?:can|could|would|will) (?:you|u|we|some ?one|some ?body)\b|(?=[^,;]*\b(?:pls|plz|please|thanks|thx)\b))"
    r"[^,;]*$",
    re.I,
)
_ASKED_BEFORE: Final = re.compile(r"^[^:]{0,60}\b(?:pls|plz|please)\b[^:]{0,60}:\s+(?=(?:[^\s:]+\s+){3})", re.I)
_OPINIONS: Final = re.compile(
    r"\b(?:imo|imho|in my (?:opinion|view|book)|my (?:take|opinion|view)|i feel|i hope|i wish|i love"
    r"|i hate|i'?d say|i prefer|i doubt|i bet|seems? to me|(?:looks?|sounds?|feels?) \w+ to me|should"
    r"|shouldn'?t|ought"
    r"|disgusting|pointless|boring|ashamed|shameful|overrated|underrated|ridiculous|hilarious"
    r"|worst \w+ ever|best \w+ ever|useless|unfair to|a disgrace|too harsh|too soft|love (?:this|that"
    r"|how)|hate (?:this|that|how)"
    r"|beautiful|ugly|deserves?|makes me|heartbreaking|hopefully|unpopular opinion|hot take"
    r"|better writer|well written|badly written|a joke|waste of time|feels? like)\b",
    re.I,
)
_SELF: Final = re.compile(
    (
        r"\b(?:my|our)\b(?! (?:source|sources|notes|reading|understanding|report))|(?:^|[,.;] ?|\b(?:and"
        r"|but|so|then|today|yesterday) )(?:i|i'm|i've|i'll|i'd|im|ive|me|we|we're|we've|weve|we'll"
        r"|us)\b(?! (?:dept|state|says|report|government|officials|calls|called|said|tip))"
    ),
    re.I,
)
_UNSURE: Final = re.compile(
    (
        r"\b(?:maybe|perhaps|i guess|probably will|might be|will probably|someday|one day they|going to be"
        r"|gonna be)\b.*\b(?:someday|soon|next year|tomorrow|one day)\b"
    ),
    re.I,
)


#: How a sentence begins that only adds to the one before.
_LEANS_BACK: Final = re.compile(
    r"(?:that|thats|this|it|its|they|those|these|he|she|his|her|all|both|even|same|also|none|not one|in|to|per"
    r"|according|since|by|of|or|which|who|where|as|at|from|with|for|on|because|bc|half|mostly|mainly|usually"
    r"|and|so|still|no matter|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|late|early|mid)\b|\d",
    re.I,
)
_ADDITION: Final = 5  # words that carry something; a longer sentence stands by itself


@dataclass(frozen=True, slots=True)
class Tone:
    """How a sentence is said; each of these makes it less likely that it claims anything."""

    opinion: bool = False
    of_self: bool = False
    unsure: bool = False
    wonders: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence that may claim something, without what leads up to it."""

    text: str
    tone: Tone


def hear(sentence: str, *, asks: bool) -> Heard | None:
    """
    What a sentence says and how; None for a question and a request, which claim nothing.

    Args:
        sentence: One sentence of a message as typed, in any case.
        asks: Whether it ends in a question mark.
    """
    told = _without_request(sentence)
    asks = asks and told == sentence
    sentence = told
    if asks and not _TELLING_LEAD.search(sentence):
        return None
    text = _LEAD.sub("", sentence.strip())
    tells = not asks and _SUBORDINATE.search(text)
    if not tells and (_ASKS.search(text) or _REQUESTS.search(text) or _PLEASE.search(text)):
        return None
    tone = Tone(
        opinion=_OPINIONS.search(sentence) is not None,
        of_self=_SELF.search(text) is not None,
        unsure=_UNSURE.search(text) is not None,
        wonders=_WONDERS.search(sentence) is not None,
    )
    return Heard(text, tone) if text else None


def _without_request(sentence: str) -> str:
    """A sentence without what it asks of the others beside what it tells."""
    told = _ASKED_BEFORE.sub("", sentence)
    while (match := _ASKED_AFTER.search(told)) and len(told[: match.start()].split()) > _ADDITION:
        told = told[: match.start()]
    return told


def is_topic(sentence: str) -> bool:
    """Whether a piece that ends in a question mark only names what the next one tells of: "the camps? still open"."""
    return len(sentence.split()) <= _TOPIC and not any(
        pattern.search(sentence) for pattern in (_ASKS, _WONDERS, _REQUESTS, _OPINIONS, _SELF, _YOU)
    )


def leans_back(sentence: str, words: int) -> bool:
    """Whether a sentence with so many words that carry something only adds to the one before: "that was in 2007"."""
    return words <= 1 or (words <= _ADDITION and _LEANS_BACK.match(sentence.replace("'", "")) is not None)


def merged(one: Tone, other: Tone) -> Tone:
    """How two sentences are said that are told as one."""
    return Tone(
        one.opinion or other.opinion, one.of_self or other.of_self, one.unsure or other.unsure,
        one.wonders or other.wonders,
    )  # fmt: skip
