"""Words of chat and of the sources that stand for each other in a claim: one reviewed group a line."""

from __future__ import annotations

from typing import Final

#: Words of a group say the same in the sources' field; `_` joins a phrase. A word may stand in several groups.
GROUPS: Final = """
fake counterfeit counterfeited counterfeiting knockoff knockoffs knock_off knock_offs forged forge forging forgery forgeries bogus phony imitation
cigarette cigarettes cig cigs smokes tobacco ciggies fags
army military soldiers soldier troops troop forces armed_forces kpa
own owned owns belong belongs run operated operates operate runs running
rehab treatment treat programmes_for_addicts detox rehabilitation therapy
addict addiction addicts addicted hooked
offer offered offers provide provided provides providing available give
pass passed adopt adopted adopts enact enacted introduce introduced approved
hard difficult tough harder impossible
heavily_monitored watched patrolled monitored surveilled monitor
harder hinder hinders hampers hamper impede impedes difficult makes_it_harder
sew sewed sewing stitched stitching manufacturing made
injured hurt wounded damaged maimed injury injuries injuring
information tip_off tipping_them_off tipping info intel tips
anesthetized anesthetised anaesthetized anaesthetised sedated drugged
turn_out turns_out turning_out produce produces producing make makes manufacture manufactures churn_out churns_out
generals officers commanders military army
goods stuff
named appointed became made
marshal supreme_commander
loose loosely
education schooling educational
beat_up beaten_up
access let_in allowed_in
visit visits
bad badly poorly low
build built building construction constructed construct
neighbouring neighboring nearby adjacent
gather collect collected
export exports exported exporting sell_abroad ship shipped
import imports imported importing
overlap overlaps overlapping
purge purged
feed food fed meals
prohibited illegal
hidden_from
mobile phones
broker brokers middlemen middleman smugglers fixers
lender banks bank
users customers
target targets targeting targeted hit hits attack attacks attacked
obtain gain get_hold earn raise
disrupt disrupted disruption hampered interrupted
medical medicinal healing
raw_materials ingredients precursors
level levels
increase_punishment tougher harsher stricter stiffer
rhino rhino_horn
concern worry worries worried concerns alarm
express voiced voicing expressing expressed
adopt adopted passed
resolution motion
escape flee run_off run_away bolt bolted desert deserted slipped_away
river rivers
weeks week
send dispatch dispatched despatched
team squad unit
harm hurt
pressure lean_on leaned_on squeeze
television tv broadcast
later afterwards subsequently
speak testified testify testimony told
formal official
limited little scarce few
traffic_violations traffic_offences traffic_offenses traffic minor_offenses
connection connections who_you_know
wealth money
treatment treated treat
lasting long_running decades
dominant leading main primary chief top biggest number_one
sophisticated advanced elaborate clever
scope scale
resources means capacity
porous leaky
deal deals transaction transactions
between_states state_to_state government_to_government
market markets
poor impoverished broke skint
building_projects projects
own_diplomats its_own_diplomats
friendly_states allies friends ally
collaborate collaborates cooperate cooperates work_with works_with working_together team_up teams_up partner partners
dispute disputes
evade dodge get_around circumvent sidestep bypass
famine starvation
freedom_of_expression free_speech freedom_of_speech speech expression
worst_countries worst
die died dies dead death deaths passed_away
kim kim_jong_un
cross crossing crosses get_over go_over get_into go_into make_it_into slip_into
illegal illicit unlawful illegally unlawfully black contraband smuggled illegitimate
wood timber lumber logging trees tree logs forest forests
free_and_fair free_nor_fair fair_nor_free
election elections vote votes voting polls
president leader ruler head boss chief chairman
cut_ties broke_off broke end_business dropped drop ditched cut_off stopped_doing_business ended_business severed stop ended_its cancelled pulled_out walked_away cuts_ties
cbc canadian_broadcasting_corporation
factory factories plant plants manufacturer mill workshop workshops
story investigation report reporting expose article piece disclosure probe reveal revealed disclosed uncovered
take taken took confiscate confiscated confiscates seize seized seizes confiscation grab grabs grabbed taken_away takes without_access hold_on_to withhold
passport passports travel_documents papers identity_papers identification_documents id_papers documents identification
workers worker labourers laborers labor_force employees staff labourer laborer workforce
abroad overseas foreign outside outside_the_country in_foreign_countries other_countries
lawyer lawyers attorney attorneys defence_lawyers counsel defender defenders
independent nongovernmental nongovernment non_governmental
recognise recognize acknowledge acknowledges recognised recognized recognises recognizes admit admits concede
victim victims survivors
tied linked link connected traced attributed attribute associated tie connection behind
abduct abducted abduction kidnap kidnapped kidnapping snatched snatch abducting kidnappers abductions grabbed
refugee refugees escapee escapees defector defectors asylum_seekers asylum_seeker runaway runaways fugitive fugitives fled exiles exile defect defection defecting flee escape escaped escaping defections fleeing ran_away run_away fled_from
evidence proof indication sign indications signs
force coercion forced coerce coerced compel compelled fraud
recruit recruited recruiting recruitment hire hired hiring
full packed overcrowded crowded bursting
detention detain detained detaining jail jails jailed lockup held detainee detainees custody hold holding holds locked_up lock_up behind_bars incarcerated incarceration incarcerate imprisoned imprison imprisonment prison prisons prisoner prisoners inmate inmates internment interned cells imprisoning sit sits lock locked
kwanliso political_prison_camps political_prison_camp political_camp political_camps prison_camps prison_camp gulag gulags concentration_camps penal_labor_camps penal_labour_camps political_penal_labor_camps
labor_camps labour_camps labor_camp labour_camp work_camps work_camp camp camps reeducation_camps
camps camp kwanliso gulag gulags
christian christians church churches missionaries missionary
contact contacts engage engaged touch contacting met
pillar backbone core foundation cornerstone mainstay
forced_labor forced_labour slave_labor slave_labour slavery slaves forced_to_work slave_like
economy economic economics economies
prohibit prohibited ban banned bans outlaw outlawed forbid forbidden forbids barred prohibits block blocked blocks
hundred_dollar_bill hundred_dollar_bills hundred_dollar_note c_note benjamins
person persons people humans folks individuals citizens nationals
people persons folks citizens population residents
pay wage wages salary salaries paid earnings earn income money pays paycheck paychecks cash earned earning remuneration makes
keep keeps kept withhold withholds withheld retain retains retention retained garnish garnishing garnished pocket pockets pocketed appropriate appropriated skim skims skimmed deduct deducted siphon siphoned grab
send sent passed transfer goes go handed hand sends pass flows handed_over remit remitted
missing vanish vanished disappear disappeared gone_missing went_missing disappearances disappearance
seoul south_korean_government rok_government unification_ministry ministry_of_unification
bounty bounties reward rewards prize tip_money
builder builders construction_workers construction
minimum at_least
high_schoolers high_school students student pupils pupil schoolchildren schoolkids teens teenagers school_children school_kids kids_in_school
watch watching watched viewing consume consuming consumed view
kdrama k_drama drama series tv_series television_series tv_show soap k_dramas dramas shows
south_korean rok republic_of_korea south_korea the_south south_koreas
stateless unregistered not_registered no_citizenship no_nationality
children child kids kid minors minor boys girls babies youngsters children's infants
mother mothers mum mums mom moms mothers
father fathers dad dads
treaty treaties convention conventions agreement agreements accord accords
ratify ratified sign signed party accede join joined acceded signatory
expert rapporteur special_rapporteur
spy spies agent agents undercover operative operatives intelligence
sentenced sentence sentences got given received serve jailed_for term terms convicted
rest_days days_off day_off rest_day days_of_rest time_off off
approach approached lure lured lures trick tricked tricks entice enticed dupe duped deceive deceived con conned false_promises promise promises promised
job jobs employment work employed position positions
woman women girl girls female females wives wife ladies lady
trafficked trafficking traffickers traffick trafficker sold
smuggle smuggling smuggled smugglers smuggler traffic bring_in sneak
profitable pays_more lucrative more_money money_maker makes_more profit profits profitability better_money pay_better
safer less_risky risky safe risk dangerous danger hazardous hazard unsafe risks perilous
prefer preferring prefers switch switched shift shifted moved_to turned_to preferred rather
drug drugs narcotic narcotics dope
teacher teachers principals principal school_staff educators headmasters
exploit exploited exploits exploiting use abuse exploitation take_advantage uses used
free_labor free_labour unpaid unpaid_work without_pay for_free no_pay
personal_gain own_profit own_gain own_pockets line_their_pockets
decide decides decided determine determined chooses
ministry ministry_of_state_security mss secret_police state_security security_ministry
secret_police state_security mss spy_agency intelligence_agency secret
trial trials hearing hearings court courts
staged stage fake_defection faked sham pretended pretend
ship_to_ship each_other_at_sea at_sea mid_sea ship_to_ship_transfers
tankers tanker vessels vessel ships ship boats boat
oil fuel petroleum gasoline petrol
hide concealed conceal covert secretly secret evade dodge disguise sophisticated circumvent laundering get_around bypass evading avoid
unemployed jobless no_job without_a_job out_of_work unemployment
bribe bribes bribed bribery bribing kickbacks paid_off pay_off payoffs paid_to corrupt corruption palms graft
customs customs_officials customs_officers customs_guys
low little small meagre so_little poorly underpaid lousy
guard guards border_guard border_guards
quiet secrecy silence silent hush mouths_shut
hack hacking hackers cyber cyberattack cyberattacks cybercrime cyber_attack cyber_attacks cybercrimes cyber_dependent cyber_attack_attempts online_crime digital_theft hackers hacked
weapon weapons arms arm guns gun weaponry
income revenue revenues earns money source_of_income profits proceeds funds cash_cow earnings foreign_currency foreign_cash hard_currency currency
surpass surpassing exceed exceeds overtaken overtake more_than_from outstrip
sit sitting sat
newspaper newspapers paper
face picture portrait photo photos pictures photographs image images portraits
political_crime political_offense political_offence political_offenses political_criminals political_criminal political_offences
break_legs breaking_legs broken_legs broke_legs
wheelchair wheelchairs
repatriate brought_back bring_back brings_back taken_back shipped_home flown_back repatriating repatriated repatriates repatriation send_back sent_back sends_back return returned returns deport deported deportation forcibly_returned sent_home send_home handed_back shipped_back shipping_back bring_back
charged arrested accused indicted charges arrest arrests arresting nabbed caught busted picked_up captured capture detained
indefinite forever life indefinitely lifelong for_life lifetime
confiscation property belongings stuff possessions assets
serious severe grave harsh
document documents papers identification id
luxury luxuries high_end designer
store stores shop shops department_stores department_store mall malls
openly open publicly displayed on_display
produce produced production making made make manufactured manufacture manufacturing makes produces
ration rations food_rations
refuse refuses wont_do will_not_do do_not_participate dont_participate participate join_in refusing
mass_labor mass_labour mass_mobilization mass_mobilizations mobilise mobilize mobilized mobilised mobilizes mobilises mobilization forms_of_forced_labor drafted
university college uni
fees fee tuition
sex_ring commercial_sex sex_trade prostitution brothels brothel sex_work
sex sexual
pharma pharmaceutical pharmaceuticals medicine medicines drug_companies
embassy embassies diplomat diplomats diplomatic missions consulate consulates diplomatic_missions envoys envoy ambassadors
company companies firm firms business businesses enterprise enterprises corporation
punish punished punishing punishment penalised penalized penalise penalize punishments penalties penalty disciplined punishes
official officials bureaucrats bureaucrat civil_servants
help helped helping assist assisted aid assisting facilitation facilitate involvement involved aided assistance
police cops cop law_enforcement policemen officers
issue issued put_out issue_wanted
wanted_orders wanted_order warrants warrant
gang gangs criminal_groups criminal_group mafia mobsters mob cartels syndicates groups group criminal_networks networks network rings ring criminal_organizations
supply supplies supplied supplying deliver
finished ready
claim claims say says state states insist insists alleges assert
tax_free tax_exempt no_taxes
tax taxes taxation
world globally global worldwide planet earth
title position post
cozy cosy close chummy friendly tight_with relationship buddies friends pals
bureau_39 office_39 room_39
party workers_party wpk korean_workers_party workers_party_of_korea
most majority bulk mostly vast_majority mainly primarily chiefly largely
flee fled escape escaped ran run ran_off got_away
shot killed shoot kill
rifle gun automatic_rifle weapon firearm
order ordered orders command commanded told
ivory rhino_horn tusks elephant_tusks
diplomatic_cover diplomatic_immunity under_diplomatic_cover cover
sell sold sells selling sale sales marketed trade
serve served service
fund funding funds finance financed pay_for bankroll subsidizing financing
home homes house houses housing apartments apartment flats flat units
capital pyongyang
exempt dismiss dismisses dismissed off_the_hook not_prosecuted
plan plans target targets goals goal quota quotas
miss missed missing fail fails failure failing fall_short unmet not_meet not_meeting failed
men male males man guys
retailer retail retailers clothing_store fashion_chain clothing_chain brand clothing
brother brothers sibling
seen sighting sighted spotted last_seen
popular widely_preferred preferred common widespread favourite favorite prevalent
expensive pricey costly high_price high_priced unaffordable
cheap inexpensive affordable low_price
logging illegal_logging log felling deforestation
run_by controlled controls control leads led heads headed supervised under_control supervision under_the_control
eliminate elimination eliminated ended scrapped abolish abolished end stop stopped terminated terminate axed
program programme programs programmes scheme schemes
porous leaky easy_to_cross full_of_holes
grandson grandchild
loyalty_funds loyalty_fund loyalty_money loyalty_payments loyalty_payment loyalty_contributions loyalty_cash loyalty_fees
ransomware malware
neither nor
near close nearby near_the vicinity around
impossible nearly_impossible hopeless
easy simple straightforward
ngo ngos charities nonprofits charity nongovernmental_organizations civil_society
local indigenous homegrown domestic native
money_laundering launder laundering laundered aml laundromat
actively active engage effectively
cover_of_trees tree_cover forest_cover woodland
decline declined shrunk shrink fell dropped decrease decreased reduce reduced shrinking down drop fall fallen cut declining lower less fewer reduces plunged sank falling dwindled plummeted
increase increased rise rose grown grow growing up spike spiked surge surged increasing soar soared jump jumped rebound rebounding grew expanded climbed went_up rising more expands
pandemic covid covid_19 corona coronavirus
restrictions curbs lockdown measures restriction lockdowns
lifted eased removed relaxed ended
coal
aid cargo cargos help humanitarian_aid relief
accept accepting accepted receive received take got gets takes receives receiving accepts
threat threats threatening threaten threatened menacing intimidate intimidated intimidation harass harassed harassment scary
call calls phone_calls telephone phone
text texts messages text_messages sms
hour hours hrs
long lengthy extended excessive prolonged
work works working worked toil labor labour working_hours laboring labouring employ labored
school schools
month months monthly
year years yearly annual annually per_year
day days daily per_day every_day each_day
law laws legislation act legal legally
border borders frontier boundary
trade trading traded commerce
sanction sanctions embargo sanctioned
ban banned prohibited
money_maker making_money
moonlighting on_the_side side_jobs side_job side_hustle side_hustles temporary_jobs
trade_representatives trade_reps trade_workers traders trade_officials trade_people
restaurant restaurants eateries diners
delivery delivering deliver delivered couriers
stranded stuck trapped marooned
interpreter interpreters translators translator
father's dad's
husband spouse spouses wives married marriage marriages bride brides forced_marriage wed marry
ethnicity ethnic
dormitory dormitories dorm dorms housing
surveillance watched monitoring monitored constant_watch spied_on observed supervision
seafood fish
industry industries sectors sector
footwear shoes shoe
clothing clothes textiles textile garments garment apparel
rape sexual_abuse sexual_violence sexual_exploitation sexually_abused raped assault
abortion abortions
torture tortured beat beaten beatings beating
execute executed execution executions death_penalty death killed put_to_death executing
starve starving hunger famine malnutrition insufficient_food malnourished little_food not_enough_food hungry starvation lack_of_food
medical_care medical_assistance medical healthcare doctors medical_treatment
hygiene unhygienic dirty filthy unsanitary
family families relatives relative kin members next_of_kin parents
generations generation
opium heroin
meth methamphetamine crystal_meth ice synthetic_drugs amphetamine
synthetic_drugs meth methamphetamine
cannabis weed marijuana pot
energy_drink energy_drinks
socially_accepted acceptable normal accepted normalised normalized
cryptocurrency crypto bitcoin digital_currency coins
steal stole stolen theft thefts robbed heist loot looted
atm cash_machine cash_outs
phishing spear_phishing
hundreds_of_millions
repressive totalitarian authoritarian dictatorship oppressive
democracy democratic
constitution constitutional
judge judges judiciary judicial
due_process fair_trial
police_force
presumption_of_innocence innocent_until_proven_guilty innocence innocent
public open
state government regime authorities pyongyang_government govt dprk_government officials leadership
security_agents minders security_officers watchers
accounts account bank_accounts
deposit deposited paid_into put_into
visa visas permits work_permits authorizations work_authorizations
tourist tourists
student students
city town cities towns
province provinces regions
asylum asylum_seekers
general_secretary secretary_general
marshal
grandfather grandpa granddad
son sons
un united_nations u_n
resolution resolutions unscr unscrs
expel expelled send_home
currency dollars bills
redesign redesigned redesigning
poach poaching poachers poached
soprano_state
supporters cronies elite elites upper_echelon loyalists inner_circle loyal
buy bought purchase purchases buying
gain benefit benefits
rule_of_law
private_sector private_companies private_business private_businesses private_enterprise
mafia mafia_style mob
extortion racketeering
opposed opposition critics critic dissidents dissident
internet online web net
media press journalists news journalist
religion religious faith belief
freedom free liberties freedoms
movement movements move travel
union unions trade_unions
abduction kidnapping disappearances
tumen tumen_river
yalu yalu_river
manhunt hunt search searched
ammunition ammo bullets rounds
captured caught recaptured apprehended
sea ocean
snow snow_removal shovel shovelling
farm farms farming agriculture agricultural crops fields field
mine mining mines miners
construction building build builds built
orphan orphans
brigade brigades
shock_brigades shock_brigade
proceed proceeds
conditions circumstances
harsh terrible awful brutal dire horrible inhumane bad cruel grim
protection protect protected protecting protections safeguard
awareness awareness_campaigns campaign campaigns
prosecute prosecuted prosecution prosecutions prosecuting
convict convicted convictions conviction
identify identified identifying identification
training train trained
diplomatic_personnel
demand demands
standard standards minimum_standards
meet meets met fulfil fulfill comply complies
effort efforts attempts attempt tried try steps attempted trying
combat fight fights fighting tackle counter address battle
source_country origin_country country_of_origin
bride brides
ppe protective_equipment personal_protective_equipment protective_overalls isolation_gowns gowns masks protective_gear
guardian
secretly covertly clandestinely on_the_sly
investigate investigated investigation inquiry look_into
suspicion suspected suspicious suspects suspect
goods imports importation products items merchandise commodities
foreign_government
alcohol liquor booze
textile fabrics
perfume perfumery perfumes
pharmaceuticals medicines meds
african africa
mafia_networks foreign_mafia
shell_companies front_companies fronts
shrinking contract contracting contracted
reinvest reinvestment
least_free least_economically_free unfree
annual_revenue
telephone_number phone_number number
confess confessed admitted admit
television tv
propaganda
persuade persuaded convince convinced
relatives families family
locate located found track tracked tracked_down find
coerce coercing pressure pressured pressuring blackmail blackmailed push pushed
remittances remittance cash_transfers transfers
diplomats_abroad own_diplomats
achilles_tendons achilles tendons
anesthetized anaesthetized sedated drugged unconscious knocked_out
drug drugged
surveil
pilot pilots
leniently lenient leniency softly
spread
prevent preventing prevention
clean_water water
sanitation
loyal loyalty
screened vetted vetting
hiding hide
crackdown crackdowns
activists activist campaigner campaigners
fleeing
nonconvertible nonconvertible_currency local_currency
contributions contribution donations donate
housing_shortage
prison_guards guards wardens
fair just
separate apart away
compensation payment payments compensated
fundraise raise_funds
quarantine
smuggling_routes
pass_on passed_on
rights_abuses human_rights_abuses abuses violations
human_rights rights
impunity unpunished accountability accountable
rampant out_of_control everywhere widespread prevalent pervasive
denied deny denial denies cut_off no_contact
outside_world
fate whereabouts
""".strip()

#: Chat words and words of telling that carry no part of a claim.
FILLER: Final = frozenset(
    """lol lmao haha hahaha pls plz please thx thanks ok okay well so like just really actually honestly basically literally
    apparently btw fyi imo imho tbh iirc afaik ngl smh wow omg damn yeah yep nope hey hi guys everyone folks people's there
    here over back even still also already now then ever much very pretty quite rather super way kinda sorta bit stuff thing
    things one ones somebody someone anybody anyone something anything check checked checking read reading heard hear seen
    saw see know knew known remember say says said saying tell tells told according per report reports reported reportedly
    states stated stating claims wrote writes written note notes noted find finds found mention mentions mentioned describe
    describes described call calls called cite cites cited quote quotes put puts shows show showed shown estimate estimates
    estimated think thinks thought believe believes believed sure thing fact facts true source sources data number numbers
    figure figures total exactly roughly about around approximately nearly almost some somewhere least up more less than over
    under above below between only alone each every any all whole both either many several few lot lots plenty tons bunch
    get gets got getting go goes going gone went come comes came coming do does did done doing make makes have has had be
    been being is are was were will would can could may might must shall should let lets want wants wanted keep-on
    want tend tends seem seems supposed set sets setting use used uses using became become becomes remain remains remained
    continue continues continued country countries nation nations northkorea same place places case cases kind part type
    main certain different various way ways level past previous recent recently time times while since until during within
    percent pct km kms dollars dollar usd bucks min minimum max maximum starts starting years year yrs yr hours hour hrs days day
    months month weeks week time half third thirds quarter dozen
    stay stays stayed moved moves move extra broken story broke ran meant mean means
    knows knowing anymore against first hard-pressed clear
    anyway anyways though lately currently nowadays today usually often mostly mainly overall actual actually basically simply
    whole whatsoever apparently meanwhile moreover furthermore otherwise besides instead thus hence indeed perhaps maybe
    docs doc document profile new old big large huge massive small good great bit won
    themselves himself herself itself him her his its their theirs they them he she it this that these those who whom which
    what where when why how per-cent grim wild crazy insane sad nice cool nuts word words own based
    """.split()
)
