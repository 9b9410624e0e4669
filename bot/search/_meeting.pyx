# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""`bot.search.meeting`'s `Meeting`, `in_order` and `nearest`, compiled; the same from the outside, within rounding."""

from cpython cimport array
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from cpython.dict cimport PyDict_GetItem
from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Realloc
from cpython.object cimport PyObject
from cpython.set cimport PySet_Contains
from libc.stdint cimport uint16_t
from libc.stdlib cimport qsort
from libc.string cimport memmove, memset

from bot.search.meeting import FEATURES, LATER, WEIGHTS, Ranked
from bot.search.rooms import BRIEF_LENDS, LENT, NAMES_LEND

cdef enum:
    KINDS = 4
    LENDS = 4  # sentence, profile, paragraph, own
    COUNT = 25  # features

cdef double weights[COUNT]
cdef double lent[KINDS][LENDS]
cdef double names_lend = NAMES_LEND
cdef double brief_lends = BRIEF_LENDS
cdef double later = LATER

if len(FEATURES) != COUNT or len(LENT) != KINDS:
    raise ImportError("compiled for other features than bot.search.meeting has; build it again")
for _at, _name in enumerate(FEATURES):
    weights[_at] = WEIGHTS[_name]
for _at, _kind in enumerate(LENT):
    for _to in range(LENDS):
        lent[_at][_to] = _kind[_to]


cdef struct _Unit:  # what a unit is, whatever is asked
    double norm, place
    int number  # in the index
    bint is_row, is_group, has_numbers


cdef class _LaidOut:
    """A room as arrays; the dictionaries are its own."""

    cdef dict places, wordings, pairs
    cdef frozenset terms, names
    cdef tuple cued  # for a query with cues: the source, section and numbers of each unit
    cdef Py_ssize_t size, wording_count, question_count
    cdef _Unit* units
    cdef array.array held_norms, held_questions  # which keep the next two alive
    cdef const float* norms
    cdef const uint16_t* of_question
    cdef int* answers  # units of all questions, one after the other
    cdef int* answers_from  # question → where its units begin; one more at the end

    def __cinit__(self, room):
        cdef Py_ssize_t i, at = 0
        cdef _Unit* own
        self.places, self.wordings, self.pairs = room.places, room.wordings, room.pairs
        self.terms, self.names = room.terms, room.names
        self.size = len(room.units)
        self.wording_count = len(room.norms)
        self.question_count = len(room.answers)
        self.units = <_Unit*>PyMem_Calloc(self.size + 1, sizeof(_Unit))
        self.answers = <int*>PyMem_Calloc(sum(map(len, room.answers)) + 1, sizeof(int))
        self.answers_from = <int*>PyMem_Calloc(self.question_count + 1, sizeof(int))
        if not (self.units and self.answers and self.answers_from):
            raise MemoryError
        self.held_norms, self.held_questions = room.norms, room.of_question
        if self.held_norms.typecode != "f" or self.held_questions.typecode != "H":
            raise TypeError("a room of another kind")
        self.norms, self.of_question = self.held_norms.data.as_floats, self.held_questions.data.as_ushorts
        for i in range(self.question_count):
            self.answers_from[i] = at
            for unit in room.answers[i]:
                self.answers[at] = unit
                at += 1
        self.answers_from[self.question_count] = at
        for i, unit in enumerate(room.units):
            own = self.units + i
            own.number = room.numbers[i]
            own.norm = unit.norm
            own.is_row, own.is_group, own.has_numbers = unit.quote is None, unit.group, len(unit.numbers) > 0
            own.place = 0.0 if own.is_row else 1.0 / (1 + unit.place)
        self.cued = tuple([(unit.passage.source, frozenset(unit.section), unit.numbers) for unit in room.units])

    def __dealloc__(self):
        PyMem_Free(self.units)
        PyMem_Free(self.answers)
        PyMem_Free(self.answers_from)


cdef inline const uint16_t* _numbers(PyObject* held, Py_ssize_t* count) except NULL:
    """The numbers of what `rooms` packed."""
    count[0] = PyBytes_GET_SIZE(<object>held) // sizeof(uint16_t)
    return <const uint16_t*>PyBytes_AS_STRING(<object>held)


cdef struct _Met:
    # What one word meets in a brief, for a weight of 1: by the meaning that is met best each time. Behind it, in the
    # same block, lie the arrays of `_parts`.
    double names, whole, base
    uint16_t unit_count, lend_count, wording_runs, run_count


cdef struct _Parts:
    double* lends  # LENDS each, those that occur; of the profile what is above `base`
    double* factors  # of the runs of wordings, then of those of questions
    uint16_t* units
    uint16_t* lend_of  # of each unit
    uint16_t* ends  # of the runs in `numbers`
    uint16_t* numbers  # wordings, then questions, by runs of one factor each


cdef inline _Parts _parts(_Met* met) noexcept:
    cdef _Parts parts
    parts.lends = <double*>(met + 1)
    parts.factors = parts.lends + LENDS * met.lend_count
    parts.units = <uint16_t*>(parts.factors + met.run_count)
    parts.lend_of = parts.units + met.unit_count
    parts.ends = parts.lend_of + met.unit_count
    parts.numbers = parts.ends + met.run_count
    return parts


cdef class _Known:
    """What one word was found to meet, by brief: some thousands of these are held, so they are packed."""

    cdef int* briefs  # ascending
    cdef _Met** mets  # NULL where nothing is met
    cdef Py_ssize_t count, room

    def __dealloc__(self):
        cdef Py_ssize_t at
        for at in range(self.count):
            PyMem_Free(self.mets[at])
        PyMem_Free(self.briefs)
        PyMem_Free(self.mets)

    def __len__(self):
        return self.count

    cdef Py_ssize_t place(self, int brief) noexcept:
        """Where a brief is, or should be."""
        cdef Py_ssize_t low = 0, high = self.count, middle
        while low < high:
            middle = (low + high) // 2
            if self.briefs[middle] < brief:
                low = middle + 1
            else:
                high = middle
        return low

    cdef int add(self, Py_ssize_t place, int brief, _Met* met) except -1:
        cdef Py_ssize_t room = 2 * self.room + 4
        cdef int* briefs
        cdef _Met** mets
        if self.count == self.room:
            briefs = <int*>PyMem_Realloc(self.briefs, room * sizeof(int))
            if briefs:
                self.briefs = briefs
            mets = <_Met**>PyMem_Realloc(self.mets, room * sizeof(_Met*))
            if mets:
                self.mets = mets
            if not briefs or not mets:
                PyMem_Free(met)
                raise MemoryError
            self.room = room
        memmove(self.briefs + place + 1, self.briefs + place, (self.count - place) * sizeof(int))
        memmove(self.mets + place + 1, self.mets + place, (self.count - place) * sizeof(_Met*))
        self.briefs[place], self.mets[place] = brief, met
        self.count += 1
        return 0


cdef int _meet(_LaidOut room, tuple meanings, _Met** met) except -1:
    """What a word with these meanings, the best first, meets in a room; NULL for nothing at all."""
    cdef Py_ssize_t size = room.size, wordings = room.wording_count, questions = room.question_count, count, i
    cdef Py_ssize_t unit_count = 0, number_count = 0, run_count = 0, wording_runs, lend_count = 0, before, room_for
    cdef double factor, names = 0.0, whole = 0.0, base
    cdef const uint16_t* numbers
    cdef PyObject* held
    cdef tuple meaning
    cdef int at, kind
    cdef double* here
    cdef double* other
    cdef bint is_met = False
    cdef _Parts parts
    room_for = len(meanings)
    cdef double* lends = <double*>PyMem_Calloc(LENDS * size + 2 * room_for + 1, sizeof(double))
    cdef double* factors = lends + LENDS * size
    cdef uint16_t* units = <uint16_t*>PyMem_Calloc(
        2 * size + 2 * (wordings + questions) + 2 * room_for + 1, sizeof(uint16_t)
    )
    cdef uint16_t* lend_of = units + size
    cdef uint16_t* found = lend_of + size
    cdef uint16_t* seen = found + wordings + questions
    cdef uint16_t* ends = seen + wordings + questions
    met[0] = NULL
    try:
        if not lends or not units:
            raise MemoryError
        for meaning in meanings:
            if not PySet_Contains(room.terms, meaning[0]):
                continue
            is_met = True
            factor = meaning[1]
            whole = max(whole, factor)
            if factor > names and PySet_Contains(room.names, meaning[0]):
                names = factor
            held = PyDict_GetItem(room.wordings, meaning[0])
            if not held:
                continue
            numbers = _numbers(held, &count)
            before = number_count
            for i in range(count):
                if not seen[numbers[i]]:  # the first factor is the highest
                    seen[numbers[i]] = 1
                    found[number_count] = numbers[i]
                    number_count += 1
            if number_count > before:
                factors[run_count] = factor
                ends[run_count] = number_count
                run_count += 1
        base = max(names_lend * names, brief_lends * whole)
        wording_runs = run_count
        at = 0
        for i in range(wording_runs):
            before = number_count
            while at < ends[i]:
                kind = wordings + room.of_question[found[at]]
                if not seen[kind]:
                    seen[kind] = 1
                    found[number_count] = room.of_question[found[at]]
                    number_count += 1
                at += 1
            if number_count > before:
                factors[run_count] = factors[i]
                ends[run_count] = number_count
                run_count += 1
        for meaning in meanings:
            held = PyDict_GetItem(room.places, meaning[0])
            if not held:
                continue
            is_met = True
            factor = meaning[1]
            numbers = _numbers(held, &count)
            for i in range(count):
                at, kind = numbers[i] // KINDS, numbers[i] % KINDS
                here = lends + LENDS * at
                if here[1] == 0.0:  # every kind of place lends something to the profile
                    units[unit_count] = at
                    unit_count += 1
                here[0] = max(here[0], lent[kind][0] * factor)
                here[1] = max(here[1], max(lent[kind][1] * factor, base))
                here[2] = max(here[2], lent[kind][2] * factor)
                here[3] = max(here[3], lent[kind][3] * factor)
        if not is_met:
            return 0
        for i in range(unit_count):  # most units are lent the same as one before
            here = lends + LENDS * units[i]
            lend_of[i] = i
            for at in range(i):
                other = lends + LENDS * units[at]
                if lend_of[at] == at and here[0] == other[0] and here[1] == other[1] and here[2] == other[2] and (
                    here[3] == other[3]
                ):
                    lend_of[i] = at
                    break
            else:
                lend_count += 1
        met[0] = <_Met*>PyMem_Calloc(
            sizeof(_Met) + (LENDS * lend_count + run_count) * sizeof(double)
            + (2 * unit_count + number_count + run_count) * sizeof(uint16_t), 1
        )
        if not met[0]:
            raise MemoryError
        met[0].names, met[0].whole, met[0].base = names, whole, base
        met[0].unit_count, met[0].lend_count = unit_count, lend_count
        met[0].wording_runs, met[0].run_count = wording_runs, run_count
        parts = _parts(met[0])
        lend_count = 0
        for i in range(unit_count):
            parts.units[i] = units[i]
            if lend_of[i] != i:
                parts.lend_of[i] = parts.lend_of[lend_of[i]]
                continue
            here, other = lends + LENDS * units[i], parts.lends + LENDS * lend_count
            for at in range(LENDS):
                other[at] = here[at]
            other[1] -= base
            parts.lend_of[i] = lend_count
            lend_count += 1
        for i in range(number_count):
            parts.numbers[i] = found[i]
        for i in range(run_count):
            parts.factors[i], parts.ends[i] = factors[i], ends[i]
        return 0
    finally:
        PyMem_Free(lends)
        PyMem_Free(units)


cdef void* _held[2]
cdef size_t _room_held[2]


cdef void* _lent(int which, size_t wanted) except NULL:
    """Memory for a moment; the first of the two holds zeros, and is given back so."""
    if wanted > _room_held[which] or not _held[which]:
        PyMem_Free(_held[which])
        _held[which] = PyMem_Calloc(wanted + 1, 1)
        _room_held[which] = wanted if _held[which] else 0
        if not _held[which]:
            raise MemoryError
    return _held[which]


cdef class Meeting:
    """See `bot.search.meeting.Meeting`."""

    cdef readonly int number
    cdef object wanted
    cdef _LaidOut room
    cdef double* block  # of all arrays below, by the unit's offset
    cdef double* sentence
    cdef double* profile  # over and above `base`
    cdef double* around
    cdef double* own
    cdef double* likeness
    cdef double* cover
    cdef double* worded
    cdef double* paired
    cdef double base, names, whole, alias, exact, best_question, total, pair_count
    cdef double shared  # of the score, by all units
    cdef bint cued

    def __cinit__(self, wanted, rooms, int number, match):
        cdef Py_ssize_t size
        room = rooms.of(number)
        if room.laid_out is None:
            room.laid_out = _LaidOut(room)
        self.number = number
        self.wanted, self.room = wanted, room.laid_out
        self.total, self.pair_count, self.cued = wanted.total, wanted.pair_count, wanted.cued
        size = self.room.size
        self.block = <double*>PyMem_Calloc(8 * size + 1, sizeof(double))
        if not self.block:
            raise MemoryError
        self.sentence = self.block
        self.profile = self.block + size
        self.around = self.block + 2 * size
        self.own = self.block + 3 * size
        self.likeness = self.block + 4 * size
        self.cover = self.block + 5 * size
        self.worded = self.block + 6 * size
        self.paired = self.block + 7 * size
        if match is not None:
            self.alias = <double>match.share * <double>match.likeness
            self.exact = 1.0 if match.whole else 0.0
        self._add_up(wanted.terms, rooms)
        self._pair(wanted.pairs)
        self.shared = (
            self.base * weights[5] + self.names * weights[20] + self.whole * weights[21] + self.alias * weights[22]
            + self.exact * weights[23] + self.best_question * weights[24]
        )

    def __dealloc__(self):
        PyMem_Free(self.block)

    cdef int _add_up(self, tuple terms, rooms) except -1:
        """Where the words of the query stand, and what questions they make."""
        cdef _LaidOut room = self.room
        cdef Py_ssize_t at
        cdef list held = []  # so that what is pointed to stays, whatever is forgotten meanwhile
        cdef _Known known
        cdef _Met** mets
        cdef _Met* met
        cdef int i, count = len(terms)
        mets = <_Met**>PyMem_Calloc(count + 1, sizeof(_Met*))
        if not mets:
            raise MemoryError
        try:
            for i in range(count):
                word = terms[i][1]
                known = word.met
                if known is None:
                    known = word.met = _Known()
                held.append(known)
                at = known.place(self.number)
                if at < known.count and known.briefs[at] == self.number:
                    mets[i] = known.mets[at]
                    continue
                _meet(room, word.meanings, &met)
                at = known.place(self.number)  # anew, as another thread may have had its turn
                if at < known.count and known.briefs[at] == self.number:
                    PyMem_Free(met)
                    mets[i] = known.mets[at]
                    continue
                known.add(at, self.number, met)
                mets[i] = met
                rooms.note()
            self._weigh(terms, mets)
        finally:
            PyMem_Free(mets)
        return 0

    cdef int _weigh(self, tuple terms, _Met** mets) except -1:
        """Add up what the words meet, each by its weight."""
        cdef _LaidOut room = self.room
        cdef Py_ssize_t wordings = room.wording_count, questions = room.question_count, touched = 0, at
        cdef double weight, more
        cdef double* lends
        cdef double* wording_share
        cdef double* question_share
        cdef int* wordings_met
        cdef _Met* met
        cdef _Parts parts
        cdef int i, term, run
        # Nothing below calls Python, so that no other thread uses what is lent meanwhile.
        wording_share = <double*>_lent(0, (wordings + 3 * questions) * sizeof(double))
        wordings_met = <int*>_lent(1, wordings * sizeof(int))
        question_share = wording_share + wordings
        for term in range(len(terms)):
            met = mets[term]
            if not met:
                continue
            weight = <double>(<tuple>terms[term])[0]
            parts = _parts(met)
            self.names += weight * met.names
            self.whole += weight * met.whole
            self.base += weight * met.base
            for i in range(met.unit_count):
                at = parts.units[i]
                lends = parts.lends + LENDS * parts.lend_of[i]
                self.sentence[at] += weight * lends[0]
                self.profile[at] += weight * lends[1]
                self.around[at] += weight * lends[2]
                self.own[at] += weight * lends[3]
            i = 0
            for run in range(met.run_count):
                more = weight * parts.factors[run]
                if more <= 0.0:  # no word weighs nothing; if one did, it would be noted as met over and over
                    i = parts.ends[run]
                    continue
                if run < met.wording_runs:
                    while i < parts.ends[run]:
                        at = parts.numbers[i]
                        if wording_share[at] == 0.0:
                            wordings_met[touched] = at
                            touched += 1
                        wording_share[at] += more
                        i += 1
                else:
                    while i < parts.ends[run]:
                        question_share[parts.numbers[i]] += more
                        i += 1
        self._ask(wordings_met, touched, wording_share, question_share)
        for i in range(touched):
            wording_share[wordings_met[i]] = 0.0
        memset(question_share, 0, 3 * questions * sizeof(double))
        return 0

    cdef int _ask(
        self, int* wordings_met, Py_ssize_t touched, double* wording_share, double* question_share
    ) noexcept:
        """How well curated questions ask the same; see `bot.search.meeting._asked`."""
        cdef _LaidOut room = self.room
        cdef double total = self.total, twice = 2 * self.total, dice, share, together
        cdef double* dices = question_share + room.question_count
        cdef double* covers = dices + room.question_count
        cdef Py_ssize_t i
        cdef int wording, question, unit, place
        for i in range(touched):
            wording = wordings_met[i]
            share = wording_share[wording]
            question = room.of_question[wording]
            dices[question] = max(dices[question], share / (total + room.norms[wording]))
            covers[question] = max(covers[question], share)
        for question in range(room.question_count):
            together = question_share[question]
            if together == 0.0:
                continue
            self.best_question = max(self.best_question, twice * dices[question])
            dice, share = dices[question] * twice, covers[question]
            for place in range(room.answers_from[question], room.answers_from[question + 1]):
                if place == room.answers_from[question] + 1:
                    dice *= later
                    share *= later
                unit = room.answers[place]
                self.likeness[unit] = max(self.likeness[unit], dice)
                self.cover[unit] = max(self.cover[unit], share)
                self.worded[unit] = max(self.worded[unit], together)
                together *= later
        return 0

    cdef int _pair(self, frozenset pairs) except -1:
        """How many pairs of neighbouring words each unit shares with the query."""
        cdef const uint16_t* numbers
        cdef PyObject* held
        cdef Py_ssize_t count, i
        for pair in pairs:
            held = PyDict_GetItem(self.room.pairs, pair)
            if held:
                numbers = _numbers(held, &count)
                for i in range(count):
                    self.paired[numbers[i]] += 1.0
        return 0

    cdef int _fill(self, Py_ssize_t offset, double* told) except -1:
        """The features of a unit."""
        cdef _Unit* unit = self.room.units + offset
        cdef double share = self.sentence[offset]
        memset(told, 0, COUNT * sizeof(double))
        told[0] = share
        told[1] = min(1.0, share * self.total / unit.norm) if unit.norm else 0.0
        told[2], told[3], told[4] = self.likeness[offset], self.cover[offset], self.around[offset]
        told[5] = self.base + self.profile[offset]
        told[6] = self.paired[offset] / self.pair_count
        told[13] = unit.place
        told[15] = self.exact * unit.place
        told[16] = self.worded[offset]
        told[19] = self.own[offset]
        told[20], told[21], told[22] = self.names, self.whole, self.alias
        told[23], told[24] = self.exact, self.best_question
        if unit.is_row:
            told[11] = 1.0
            told[12] = 1.0 if unit.is_group else 0.0
        if self.cued:
            self._cue(offset, share, told)
        return 0

    cdef int _cue(self, Py_ssize_t offset, double share, double* told) except -1:
        """The features of a query that says more than its topic."""
        cdef _Unit* unit = self.room.units + offset
        reading = self.wanted.reading
        cues = reading.cues
        source, section, numbers = self.room.cued[offset]
        if cues.sources:
            told[7] = 1.0 if source in cues.sources else 0.0
            told[8] = 1.0 - told[7]
            for weight, word in self.wanted.terms:
                if word.meanings[0][0] in section:
                    told[18] += weight
        if reading.numbers:
            told[9] = len(reading.numbers & numbers) / <double>len(reading.numbers)
        if cues.years:
            told[14] = len(cues.years & numbers) / <double>len(cues.years)
        if unit.is_row and (cues.wants_score or cues.wants_rank):
            told[10] = max(share, max(0.9 * self.names, 0.9 * self.alias))
            told[11] = 0.0
        if unit.has_numbers and not unit.is_row and cues.wants_number:
            told[17] = 1.0
        return 0

    def features(self, Py_ssize_t offset):
        cdef double told[COUNT]
        cdef Py_ssize_t i
        if not 0 <= offset < self.room.size:
            raise IndexError(offset)
        self._fill(offset, told)
        return tuple([told[i] for i in range(COUNT)])

    cdef double _score(self, Py_ssize_t offset) except? -1:
        cdef double told[COUNT]
        cdef double score = 0.0
        cdef Py_ssize_t i
        cdef _Unit* unit
        if not self.cued:  # as below, without what is 0
            unit = self.room.units + offset
            if self.sentence[offset] and unit.norm:
                score = min(1.0, self.sentence[offset] * self.total / unit.norm) * weights[1]
            if unit.is_row:
                score += weights[11] + (weights[12] if unit.is_group else 0.0)
            return (
                score + self.shared
                + self.sentence[offset] * weights[0] + self.likeness[offset] * weights[2]
                + self.cover[offset] * weights[3] + self.around[offset] * weights[4]
                + self.profile[offset] * weights[5] + self.paired[offset] / self.pair_count * weights[6]
                + unit.place * (weights[13] + self.exact * weights[15])
                + self.worded[offset] * weights[16] + self.own[offset] * weights[19]
            )
        self._fill(offset, told)
        for i in range(COUNT):
            score += told[i] * weights[i]
        return score

    def scores(self):
        cdef Py_ssize_t offset
        return [self._score(offset) for offset in range(self.room.size)]


cdef struct _Row:
    double score
    int unit  # of the index
    int offset  # in its brief
    int owner  # place of its meeting


cdef int _better_first(const void* a, const void* b) noexcept nogil:
    """Units by their scores, those of the same score by the curator's order."""
    cdef _Row* one = <_Row*>a
    cdef _Row* other = <_Row*>b
    if one.score != other.score:
        return -1 if one.score > other.score else 1
    return -1 if one.unit < other.unit else (one.unit > other.unit)


cdef class Ranking:
    """
    See `bot.search.meeting.Ranking`; a unit is made an object when it is asked for.

    Mostly the best brief and its best units are asked for. So units lie brief by brief, the best of each first; they
    are put in order when their order is asked for.
    """

    cdef list meetings
    cdef list found  # briefs with the scores of their best units, best first
    cdef _Row* rows
    cdef _Row* ordered  # all rows, best first; NULL until that is asked for
    cdef int* starts  # place of a meeting → where its rows begin; one more at the end
    cdef Py_ssize_t count, best

    def __cinit__(self, list meetings):
        cdef Meeting meeting
        cdef Py_ssize_t at = 0, offset, owner, first
        cdef _Row row
        for meeting in meetings:
            self.count += meeting.room.size
        self.meetings = meetings
        self.rows = <_Row*>PyMem_Calloc(self.count + 1, sizeof(_Row))
        self.starts = <int*>PyMem_Calloc(len(meetings) + 1, sizeof(int))
        if not self.rows or not self.starts:
            raise MemoryError
        for owner in range(len(meetings)):
            meeting = meetings[owner]
            first = self.starts[owner] = at
            for offset in range(meeting.room.size):
                self.rows[at].score = meeting._score(offset)
                self.rows[at].unit = meeting.room.units[offset].number
                self.rows[at].offset = offset
                self.rows[at].owner = owner
                if _better_first(self.rows + at, self.rows + first) < 0:
                    row = self.rows[first]
                    self.rows[first] = self.rows[at]
                    self.rows[at] = row
                at += 1
            if at > first and _better_first(self.rows + first, self.rows + self.best) < 0:
                self.best = first
        self.starts[len(meetings)] = at

    def __dealloc__(self):
        PyMem_Free(self.rows)
        PyMem_Free(self.ordered)
        PyMem_Free(self.starts)

    cdef object _made(self, _Row* row):
        return _new(Ranked, (row.score, row.unit, row.offset, self.meetings[row.owner]))

    cdef _Row* _in_order(self) except NULL:
        cdef Py_ssize_t at
        cdef _Row* ordered
        if not self.ordered:
            ordered = <_Row*>PyMem_Calloc(self.count + 1, sizeof(_Row))
            if not ordered:
                raise MemoryError
            for at in range(self.count):
                ordered[at] = self.rows[at]
            qsort(ordered, self.count, sizeof(_Row), _better_first)
            self.ordered = ordered
        return self.ordered

    def __len__(self):
        return self.count

    def __getitem__(self, place):
        cdef _Row* ordered
        cdef Py_ssize_t at
        if isinstance(place, slice):
            ordered = self._in_order()
            return [self._made(ordered + <Py_ssize_t>one) for one in range(*place.indices(self.count))]
        at = place
        if at < 0:
            at += self.count
        if not 0 <= at < self.count:
            raise IndexError(place)
        return self._made(self.rows + self.best if at == 0 else self._in_order() + at)

    def __iter__(self):
        cdef _Row* ordered = self._in_order()
        cdef Py_ssize_t at
        return iter([self._made(ordered + at) for at in range(self.count)])

    def briefs(self):
        cdef Py_ssize_t owner, count = 0, at
        cdef _Row* firsts
        if self.found is None:
            firsts = <_Row*>PyMem_Calloc(len(self.meetings) + 1, sizeof(_Row))
            if not firsts:
                raise MemoryError
            try:
                for owner in range(len(self.meetings)):
                    if self.starts[owner] < self.starts[owner + 1]:
                        firsts[count] = self.rows[self.starts[owner]]
                        count += 1
                qsort(firsts, count, sizeof(_Row), _better_first)
                self.found = [
                    ((<Meeting>self.meetings[firsts[at].owner]).number, firsts[at].score) for at in range(count)
                ]
            finally:
                PyMem_Free(firsts)
        return self.found

    def of(self, int brief, Py_ssize_t most):
        cdef Py_ssize_t owner, at, start, end
        for owner in range(len(self.meetings)):
            if (<Meeting>self.meetings[owner]).number == brief:
                start, end = self.starts[owner], self.starts[owner + 1]
                qsort(self.rows + start, end - start, sizeof(_Row), _better_first)
                return [self._made(self.rows + at) for at in range(start, min(end, start + most))]
        return []


def in_order(list meetings, brief_of):
    """See `bot.search.meeting.in_order`; each meeting knows its brief."""
    return Ranking(meetings)


_new = tuple.__new__


def nearest(list spreads, list named, Py_ssize_t briefs, Py_ssize_t count):
    """See `bot.search.meeting.nearest`."""
    cdef double* scores = <double*>PyMem_Calloc(briefs + count + 1, sizeof(double))
    cdef int* touched = <int*>PyMem_Calloc(briefs + count + 1, sizeof(int))
    cdef double* best = scores + briefs
    cdef int* first = touched + briefs
    cdef Py_ssize_t met = 0, kept = 0, at, i
    cdef double weight
    cdef array.array held, counts
    try:
        if not scores or not touched:
            raise MemoryError
        for (held, counts), weight in spreads:
            if held.typecode != "I" or counts.typecode != "d" or len(held) != len(counts):
                raise ValueError("not briefs and how much a word counts in each")
            for at in range(len(held)):
                i = held.data.as_uints[at]
                if not i < briefs:
                    raise IndexError(i)
                if scores[i] == 0.0:
                    touched[met] = i
                    met += 1
                scores[i] += weight * counts.data.as_doubles[at]
        for i, weight in named:
            if not 0 <= i < briefs:
                raise IndexError(i)
            if scores[i] == 0.0:
                touched[met] = i
                met += 1
            scores[i] += weight
        for at in range(met):
            weight = scores[touched[at]]
            i = kept
            while i > 0 and (weight > best[i - 1] or (weight == best[i - 1] and touched[at] < first[i - 1])):
                if i < count:
                    best[i], first[i] = best[i - 1], first[i - 1]
                i -= 1
            if i < count:
                best[i], first[i] = weight, touched[at]
                kept = min(kept + 1, count)
        return [(best[i], first[i]) for i in range(kept)]
    finally:
        PyMem_Free(scores)
        PyMem_Free(touched)
