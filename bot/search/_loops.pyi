from bot.search.loops import most_of as most_of
from bot.search.loops import most_shared as most_shared
from bot.search.loops import names_in as names_in
from bot.search.loops import places as places
from bot.search.loops import weigh as weigh
from bot.search.loops import where as where
