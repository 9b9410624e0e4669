from bot.search.meeting import Meeting as Meeting
from bot.search.meeting import nearest as nearest
