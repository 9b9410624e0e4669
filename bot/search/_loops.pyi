from bot.search.loops import names_in as names_in
from bot.search.loops import weigh as weigh
