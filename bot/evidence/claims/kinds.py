"""Words that fill one slot of a statement: another word of the same kind in that slot contradicts it."""

from __future__ import annotations

from typing import Final

#: kind → words; `=` joins the names of one thing, `_` the words of a phrase.
KINDS: Final = {
    "place": """
        china=chinese=prc=p_r_c=peoples_republic_of_china=beijing russia=russian=russians=moscow
        southkorea=south_korea=south_korean=rok=republic_of_korea=seoul=the_south=south_koreans=south_koreas
        japan=japanese=tokyo taiwan=taiwanese singapore hongkong=hong_kong iran=iranian syria=syrian lebanon malaysia
        philippines=filipino vietnam=vietnamese belize poland=polish=poles romania=romanian libya=libyan bulgaria=bulgarian
        saudi=saudi_arabia angola=angolan mongolia=mongolian kuwait=kuwaiti yemen iraq=iraqi algeria benin burundi
        cotedivoire=cote_divoire=cote_d_ivoire=ivory_coast congo guinea indonesia=indonesian niger oman=omani senegal
        sierraleone=sierra_leone uae=united_arab_emirates=emirates=dubai uganda=ugandan uzbekistan=uzbek
        czech=czechs=czech_republic=czechia canada=canadian=canadians germany=german=germans
        africa=african europe=european middleeast=middle_east=middle_eastern=the_gulf asia=asian
        southeastasia=south_east_asia=southeast_asia=south_east_asian=southeast_asian eastasia=east_asia=eastern_asia
        us=usa=united_states=american=americans=u_s=washington
        """,
    "city": """
        dandong dalian vladivostok stpetersburg=st_petersburg=saint_petersburg khabarovsk nakhodka ussuriysk pyongyang
        musan jilin liaoning shandong jiangsu yunnan hebei guangxi northhamgyong=north_hamgyong=hamgyong wonsan
        hamhung sinuiju kaesong chongjin hyesan rason shenyang busan incheon hanoi bangkok kualalumpur=kuala_lumpur
        """,
    "person": """
        kimjongun=kim_jong_un kimjongil=kim_jong_il kimilsung=kim_il_sung=kim_il_sungs songchunson=song=song_chun_son=song_mo
        yoncholnam=yon=yon_chol_nam leehanbyoel=lee=lee_han_byoel leseil=le_se_il jonilchun=jon=jon_il_chun
        chukyongchol=chu=chu_kyong_chol tucker=william_tucker foreignminister=foreign_minister
        primeminister=prime_minister=premier defenceminister=defence_minister=defense_minister putin xi kimyojong=kim_yo_jong
        """,
    "body": """
        mss=ministry_of_state_security=secret_police socialsecurity=ministry_of_social_security
        msc=military_security_command ssd=state_security_department bureau39=bureau_39=office_39=room_39
        party=workers_party=wpk=korean_workers_party=workers_party_of_korea=central_committee
        army=military=soldiers=soldier=troops=armed_forces=army_officers navy airforce=air_force
        police policebureau=police_bureau foreignministry=foreign_ministry redcross=red_cross interpol
        unga=general_assembly=third_committee securitycouncil=security_council icc=international_criminal_court
        navy=the_navy gangs=private_gangs=criminal_gangs
        """,
    "relation": """
        son=sons daughter=daughters father=fathers=dad mother=mum=mom brother=brothers sister=sisters
        grandfather=grandpa=granddad grandson=grandchild grandmother uncle aunt cousin husband wife nephew niece
        """,
    "building": """
        homes=houses=apartments=flats=housing airport=airports hospital=hospitals stadium=stadiums dam=dams
        museum=museums resort=resorts bridge=bridges hotel=hotels railway=railways highway=highways monument=monuments
        palace=palaces university library=libraries missile=missiles=rockets statue=statues reactor=reactors zoo
        """,
    "drug": "heroin opium cocaine=coke meth=methamphetamine=crystal_meth cannabis=weed=marijuana fentanyl ecstasy",
    "goods": """
        cigarettes=cigs=tobacco=smokes=cigarette=cigar alcohol=liquor=booze weapons=arms=guns ivory rhinohorn=rhino_horn
        coal=charcoal oil=fuel gold=golden iron timber=wood=lumber=logs fish=seafood crab sand coffee
        pangolins=pangolin=pangolin_scales tigerbone=tiger_bone=tiger_bones bearbile=bear_bile furs=fur
        """,
    "crime": """
        ransomware phishing=spear_phishing moneylaundering=money_laundering humantrafficking=human_trafficking
        armstrafficking=arms_trafficking humansmuggling=human_smuggling embezzlement extortion=extort poaching taxevasion=tax_evasion
        """,
    "month": """
        january=jan february=feb march april=apr june=jun july=jul august=aug september=sept=sep october=oct
        november=nov december=dec spring summer autumn winter
        """,
    "river": "tumen=tumen_river yalu=yalu_river han_river amur amur_river",
    "gender": "women=woman=female=females=girls=girl=ladies=brides men=man=male=males=boys=guys",
    "age": "children=kids=kid=child=minors=infants=babies adults=adult=grown_ups elderly=pensioners=seniors",
    "sector": """
        construction=building restaurants=restaurant=restaurant_work shipbuilding=shipyards=shipyard logging=forestry
        seafood=seafood_processing textiles=textile=apparel=clothing=garments it=it_services=information_technology
        farming=agriculture=farms=farm mining=mines=mine banking fishing electronics footwear=shoes
        """,
    "ending": """
        captured=caught=recaptured=apprehended shot=shot_dead=killed acquitted=cleared=freed=released=let_go=pardoned
        sentenced=convicted=jailed executed=put_to_death deported promoted=rewarded fined=fine
        """,
    "injury": "legs=leg arms_broken arm=both_arms achilles=achilles_tendons eyes=blinded fingers=hands",
    "means": "wheelchairs=wheelchair coffins=coffin=body_bags stretchers=stretcher ambulances",
    "currency": "dollars=dollar=usd=bucks euros=euro=eur yuan=rmb=renminbi won yen roubles=rubles=rouble pounds=gbp",
    "offender": "government=regime=state insurers churches cartels jihadists",
}  # fmt: skip

#: Country names that no source speaks of as such: a claim about them is about something else.
ELSEWHERE: Final = frozenset(
    """eritrea eritrean thailand thai cuba cuban cubans qatar qatari belarus belarusian kenya kenyan mexico mexican venezuela
    venezuelan laos laotian lao cambodia cambodian myanmar burma burmese india indian pakistan pakistani bangladesh
    bangladeshi nepal nepalese afghanistan afghan turkey turkish turkmenistan tajikistan kazakhstan kazakh ukraine ukrainian
    france french britain british uk england english italy italian spain spanish portugal portuguese greece greek brazil
    brazilian argentina argentine colombia colombian peru chile chilean ecuador bolivia paraguay honduras guatemala salvador
    salvadoran nicaragua panama haiti haitian jamaica nigeria nigerian ghana ethiopia ethiopian somalia somali sudan sudanese
    tanzania zimbabwe zambia mozambique botswana namibia rwanda cameroon mali chad gabon egypt egyptian morocco moroccan
    tunisia tunisian jordan jordanian israel israeli palestine palestinian australia australian zealand norway norwegian
    sweden swedish finland finnish denmark danish iceland ireland irish netherlands dutch belgium belgian switzerland swiss
    austria austrian hungary hungarian serbia serbian croatia croatian albania albanian estonia latvia lithuania georgia
    georgian armenia armenian azerbaijan moldova macedonia bosnia kosovo cyprus malta srilanka sri_lanka maldives bhutan
    xinjiang uyghur uyghurs uighur uighurs tibet tibetan crimea gaza bahrain eswatini madagascar equatorial
    turkish el_salvador new_zealand south_africa saudi_women
    """.split()
)

#: `a | b`: what is a is not b. A claim that says one where the source says the other turns its sense round.
OPPOSITES: Final = """
stopped stop stops ended ends ceased quit quits halted suspended | continue continued continues continuing ongoing increase significant_increase rebounding rampant persists
continue continued continues continuing still_running kept_going resumed | stopped ended ceased eliminated elimination suspended banned
prosecuted prosecute prosecutes charged tried | dismiss dismisses dismissed
easy_to_cross wide_open easy_to_get_across easily_crossed easy | difficult heavily_monitored remote
taboo frowned shunned stigmatised | socially_accepted
thrives thriving thrive flourishing booming exists | no_private
health healthy unharmed unhurt fine safely alive uninjured | injured anesthetized
legalises legalised legalizes allows | criminalizes prohibited
criminalises criminalizes | legalises
praises praised | concern
legal lawful legitimate legally | illegal illicit illegally unlawful
easy simple straightforward smooth | difficult hard impossible tough nearly_impossible
tight sealed tightest airtight impenetrable impossible_to_cross hard_to_cross secure strictest | porous leaky
porous leaky wide_open easily_crossed easy unguarded lightly | difficult heavily_monitored remote monitored heavily
cheap inexpensive affordable low_price | high_price expensive pricey
popular booming widespread thriving | limited rare
limited rare uncommon | rampant widespread common prevalent pervasive popular
enemy enemies rival rivals foe hates hated feud hostile icy cold frosty distant strained | cozy cosy friendly close
keep kept hang_on_to full_access | confiscate confiscated without_access
decline declined decrease decreased shrunk shrink shrinking fell fall fallen dropped drop reduced falling dwindled plummeted dip dipped declining less lower lowered cut weakened weakening dying_out worsened slowed | increase increased spike spiked rise rose grown growing surge surged increasing significant_increase greater
increase increased spike spiked rise rose risen grown grow growing grew surge surged increasing soared up expanding doubled recovered boosted boomed more longer raised higher boost jumped tripled | decline declined decrease decreased reduced sharply_declined drastically_reduced shrinking cut dropped limited
expand expanded kept_running extended extending kept_its_program continued keeps_running renewed launched | eliminate elimination cease ended
free released freed acquitted cleared innocent pardoned | sentenced arrested convicted
fair | unfair neither_free_nor_fair neither
registered | unregistered stateless
voluntary voluntarily willing happily volunteers | forced forcibly involuntarily coerced
open reopened opened | closed closure closures
closed sealed shut | opened
closed | open
allow allows allowed permit permits permitted lets legalised legalized encouraged encourages let | ban banned prohibit prohibited prohibits forbid criminalizes restricted outlawed
ban banned bans prohibits prohibited forbids forbidden | allow allowed permitted
refuse refused rejects rejected | accept accepted accepting ratified
profitable lucrative pays_more | unprofitable
safer safe less_risky | riskier
riskier more_dangerous | less_risky
weak declining | strong strict
strong | weak
poor scarce | ample
transparent clear | opaque vague unclear
opaque secretive vague | transparent
public publicly in_the_open | secret secretly
secretly secret | openly public
helped helping saved supported | harass harassed threatened
praised welcomed applauded thanked | criticized concern expressing_concern challenging accused condemned
well-fed plenty_of_food enough_food ample_food generous | insufficient little_food reduced_food
excellent great good comfortable decent luxurious clean humane nice | harsh unhygienic poor inhumane dire worst
generous generously well_paid fully handsomely | fraction
everything | fraction
leniently lenient softly mild | harsher harsh severe severely actively
harsher severe harshly | leniently
buy bought purchase importing | sell sold
export exports exporting exported exporter | import importing imports
import imports importing imported importer | export exports exporter
legalised legal | illegal
respected respects | violated no_indications
wealthy rich developed prosperous booming | poor famine impoverished shrinking
impoverished | wealthy
longer | shorter
shorter fewer less shortened short | increased longer extended excessive increasing
rarely seldom never hardly barely | often usually always commonplace frequently many
always constantly invariably | sometimes occasionally some_cases
major significant big huge biggest leading | minor negligible
minor negligible insignificant marginal tiny | significant major primary pillar
north_of | south_of
innocent | guilty
rejected quashed dropped | adopted passed
supports support backs backed | opposes prohibits
domestically at_home | abroad overseas
willingly | unwillingly
best freest | worst least
freest most_free free_market | least_economically_free least_free least repressive
biggest largest greatest | smallest least
wealthiest | poorest
grown growing booming thriving expanding | shrinking
proven confirmed verified | unverified could_not_be_independently_verified
tax | tax_free
remote quiet | busy
loosened loosening loose relaxed eased lifted softened | tightening tightened
weakens | strengthens
democratic democracy | totalitarian authoritarian one_party
reliable plentiful abundant | scarce little
""".strip()

#: Words that turn a claim round where the source says nothing like them: such a word must be met by the sentence itself.
TURNING: Final = frozenset(
    """stop stopped stops halt halted cease ceased suspended abolished increase increased increases decrease decreased rose
    rising fell grew grown dropped declined shrank shrunk doubled expanded released freed acquitted allowed banned refused
    rejected legal legally voluntary voluntarily easy easily cheap fair free enemy""".split()
)

#: A word that turns the sense of those after it, up to the end of the clause.
NEGATORS: Final = frozenset(
    """not no never without neither nor none nobody nothing cannot cant wont dont doesnt didnt isnt arent wasnt werent hasnt
    havent hadnt wouldnt couldnt shouldnt aint lack lacks lacked lacking absence absent zero refuse refused refuses fail
    failed fails unable nowhere hardly barely neithers little nonexistent""".split()
)
