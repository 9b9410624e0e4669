from bot.search.meeting import Meeting as Meeting
from bot.search.meeting import in_order as in_order
from bot.search.meeting import nearest as nearest
