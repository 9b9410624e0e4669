# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""`bot.search.meeting.Meeting` and the sums around it, compiled; the same from the outside, within rounding."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from cpython.dict cimport PyDict_GetItem, PyDict_Next
from cpython.float cimport PyFloat_AS_DOUBLE
from cpython.long cimport PyLong_AsSsize_t
from cpython.mem cimport PyMem_Calloc, PyMem_Free
from cpython.object cimport PyObject
from cpython.set cimport PySet_Contains
from libc.stdint cimport uint16_t
from libc.string cimport memset

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


cdef class _Unit:
    """What a unit is, whatever is asked."""

    cdef object source, section, numbers
    cdef double norm, place
    cdef bint is_row, is_group, has_numbers


cdef class _LaidOut:
    """A room as arrays; the dictionaries are its own."""

    cdef dict places, wordings, pairs
    cdef frozenset terms, names
    cdef list units
    cdef Py_ssize_t size, wording_count, question_count
    cdef double* norms
    cdef int* of_question
    cdef int* answers  # units of all questions, one after the other
    cdef int* answers_from  # question → where its units begin; one more at the end

    def __cinit__(self, room):
        cdef Py_ssize_t i, at = 0
        cdef _Unit own
        self.places, self.wordings, self.pairs = room.places, room.wordings, room.pairs
        self.terms, self.names = room.terms, room.names
        self.size = len(room.units)
        self.wording_count = len(room.norms)
        self.question_count = len(room.answers)
        self.norms = <double*>PyMem_Calloc(self.wording_count + 1, sizeof(double))
        self.of_question = <int*>PyMem_Calloc(self.wording_count + 1, sizeof(int))
        self.answers = <int*>PyMem_Calloc(sum(map(len, room.answers)) + 1, sizeof(int))
        self.answers_from = <int*>PyMem_Calloc(self.question_count + 1, sizeof(int))
        if not (self.norms and self.of_question and self.answers and self.answers_from):
            raise MemoryError
        for i in range(self.wording_count):
            self.norms[i] = room.norms[i]
            self.of_question[i] = room.of_question[i]
        for i in range(self.question_count):
            self.answers_from[i] = at
            for unit in room.answers[i]:
                self.answers[at] = unit
                at += 1
        self.answers_from[self.question_count] = at
        self.units = []
        for unit in room.units:
            own = _Unit()
            own.source, own.section, own.numbers = unit.passage.source, frozenset(unit.section), unit.numbers
            own.norm = unit.norm
            own.is_row, own.is_group = unit.quote is None, unit.group
            own.has_numbers = bool(unit.numbers)
            own.place = 0.0 if own.is_row else 1.0 / (1 + unit.place)
            self.units.append(own)

    def __dealloc__(self):
        PyMem_Free(self.norms)
        PyMem_Free(self.of_question)
        PyMem_Free(self.answers)
        PyMem_Free(self.answers_from)


cdef inline const uint16_t* _numbers(PyObject* held, Py_ssize_t* count) except NULL:
    """The numbers of what `rooms` packed."""
    count[0] = PyBytes_GET_SIZE(<object>held) // sizeof(uint16_t)
    return <const uint16_t*>PyBytes_AS_STRING(<object>held)


cdef class Meeting:
    """See `bot.search.meeting.Meeting`."""

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
    cdef bint cued

    def __cinit__(self, wanted, index, tuple brief, match):
        cdef Py_ssize_t size
        room = brief[1]
        if room.laid_out is None:
            room.laid_out = _LaidOut(room)
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
        self._meet(wanted.terms)
        self._pair(wanted.pairs)

    def __dealloc__(self):
        PyMem_Free(self.block)

    cdef int _meet(self, tuple terms) except -1:
        """Where the words of the query stand, and what questions they make."""
        cdef _LaidOut room = self.room
        cdef Py_ssize_t size = room.size, wordings = room.wording_count, questions = room.question_count, count, i
        cdef Py_ssize_t touched_units, touched_wordings, touched_questions
        cdef double weight, factor, names, whole, base, value
        cdef const uint16_t* numbers
        cdef PyObject* held
        cdef tuple meanings, meaning
        cdef int at, kind, question
        cdef double* here
        # For one word: what it lends to each unit, and how well it stands in each wording and question.
        cdef double* scratch = <double*>PyMem_Calloc(LENDS * size + 2 * wordings + 2 * questions + 1, sizeof(double))
        cdef int* touched = <int*>PyMem_Calloc(size + wordings + questions + 1, sizeof(int))
        cdef double* in_wording = scratch + LENDS * size
        cdef double* in_question = in_wording + wordings
        cdef double* wording_share = in_question + questions  # of the whole query
        cdef double* question_share = wording_share + wordings
        cdef int* units_met = touched
        cdef int* wordings_met = touched + size
        cdef int* questions_met = wordings_met + wordings
        try:
            if not scratch or not touched:
                raise MemoryError
            for weight, meanings in terms:
                names = whole = 0.0
                touched_wordings = 0
                for meaning in meanings:
                    if not PySet_Contains(room.terms, meaning[0]):
                        continue
                    factor = meaning[1]
                    whole = max(whole, factor)
                    if factor > names and PySet_Contains(room.names, meaning[0]):
                        names = factor
                    held = PyDict_GetItem(room.wordings, meaning[0])
                    if not held:
                        continue
                    numbers = _numbers(held, &count)
                    for i in range(count):
                        at = numbers[i]
                        if in_wording[at] == 0.0:
                            wordings_met[touched_wordings] = at
                            touched_wordings += 1
                        in_wording[at] = max(in_wording[at], factor)
                base = max(names_lend * names, brief_lends * whole)
                self.names += weight * names
                self.whole += weight * whole
                self.base += weight * base
                touched_questions = 0
                for i in range(touched_wordings):
                    at = wordings_met[i]
                    value = in_wording[at]
                    in_wording[at] = 0.0
                    wording_share[at] += weight * value
                    question = room.of_question[at]
                    if in_question[question] == 0.0:
                        questions_met[touched_questions] = question
                        touched_questions += 1
                    in_question[question] = max(in_question[question], value)
                for i in range(touched_questions):
                    question = questions_met[i]
                    question_share[question] += weight * in_question[question]
                    in_question[question] = 0.0
                touched_units = 0
                for meaning in meanings:
                    held = PyDict_GetItem(room.places, meaning[0])
                    if not held:
                        continue
                    factor = meaning[1]
                    numbers = _numbers(held, &count)
                    for i in range(count):
                        at, kind = numbers[i] // KINDS, numbers[i] % KINDS
                        here = scratch + LENDS * at
                        if here[1] == 0.0:  # every kind of place lends something to the profile
                            units_met[touched_units] = at
                            touched_units += 1
                        here[0] = max(here[0], lent[kind][0] * factor)
                        here[1] = max(here[1], max(lent[kind][1] * factor, base))
                        here[2] = max(here[2], lent[kind][2] * factor)
                        here[3] = max(here[3], lent[kind][3] * factor)
                for i in range(touched_units):
                    at = units_met[i]
                    here = scratch + LENDS * at
                    self.sentence[at] += weight * here[0]
                    self.profile[at] += weight * (here[1] - base)
                    self.around[at] += weight * here[2]
                    self.own[at] += weight * here[3]
                    memset(here, 0, LENDS * sizeof(double))
            self._ask(wording_share, question_share, in_question)
        finally:
            PyMem_Free(scratch)
            PyMem_Free(touched)
        return 0

    cdef int _ask(self, double* wording_share, double* question_share, double* dices) except -1:
        """How well curated questions ask the same; see `bot.search.meeting._asked`. `dices` comes as zeros."""
        cdef _LaidOut room = self.room
        cdef double total = self.total, twice = 2 * self.total, dice, share, together
        cdef Py_ssize_t i
        cdef int question, unit, place
        cdef double* covers = <double*>PyMem_Calloc(room.question_count + 1, sizeof(double))
        if not covers:
            raise MemoryError
        for i in range(room.wording_count):
            share = wording_share[i]
            if share == 0.0:
                continue
            question = room.of_question[i]
            dices[question] = max(dices[question], share / (total + room.norms[i]))
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
        PyMem_Free(covers)
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
        cdef _Unit unit = self.room.units[offset]
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
            self._cue(unit, share, told)
        return 0

    cdef int _cue(self, _Unit unit, double share, double* told) except -1:
        """The features of a query that says more than its topic."""
        reading = self.wanted.reading
        cues = reading.cues
        if cues.sources:
            told[7] = 1.0 if unit.source in cues.sources else 0.0
            told[8] = 1.0 - told[7]
            for weight, meanings in self.wanted.terms:
                if meanings[0][0] in unit.section:
                    told[18] += weight
        if reading.numbers:
            told[9] = len(reading.numbers & unit.numbers) / <double>len(reading.numbers)
        if cues.years:
            told[14] = len(cues.years & unit.numbers) / <double>len(cues.years)
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
        self._fill(offset, told)
        for i in range(COUNT):
            score += told[i] * weights[i]
        return score

    def scores(self):
        cdef Py_ssize_t offset
        return [self._score(offset) for offset in range(self.room.size)]

    def ranked(self, list units):
        cdef Py_ssize_t offset
        if len(units) != self.room.size:
            raise ValueError("these are not the units of this brief")
        return [_new(Ranked, (self._score(offset), units[offset], offset, self)) for offset in range(self.room.size)]


_new = tuple.__new__


def nearest(list spreads, list named, Py_ssize_t briefs, Py_ssize_t count):
    """See `bot.search.meeting.nearest`."""
    cdef double* scores = <double*>PyMem_Calloc(briefs + count + 1, sizeof(double))
    cdef int* touched = <int*>PyMem_Calloc(briefs + count + 1, sizeof(int))
    cdef double* best = scores + briefs
    cdef int* first = touched + briefs
    cdef Py_ssize_t met = 0, kept = 0, at, i
    cdef PyObject* key
    cdef PyObject* value
    cdef double weight
    cdef dict spread
    try:
        if not scores or not touched:
            raise MemoryError
        for spread, weight in spreads:
            at = 0
            while PyDict_Next(spread, &at, &key, &value):
                i = PyLong_AsSsize_t(<object>key)
                if not 0 <= i < briefs:
                    raise IndexError(i)
                if scores[i] == 0.0:
                    touched[met] = i
                    met += 1
                scores[i] += weight * PyFloat_AS_DOUBLE(<object>value)
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
