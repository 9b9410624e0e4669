# cython: language_level=3, boundscheck=False, wraparound=False
"""`bot.search.loops`, compiled; the same from the outside."""

from cpython cimport array
from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.dict cimport PyDict_GetItem
from cpython.mem cimport PyMem_Calloc, PyMem_Free
from cpython.object cimport PyObject
from cpython.set cimport PySet_Contains
from cpython.tuple cimport PyTuple_GetSlice
from libc.stdint cimport uint16_t

from bot.search.loops import ASKED, ASKED_AND_AROUND, AROUND, IN_QUOTE, KINDS, LONGEST_NAME, Weighed
from bot.search.words import rarity, stem

cdef Py_ssize_t longest = LONGEST_NAME
cdef int kinds = KINDS, in_quote = IN_QUOTE, asked_and_around = ASKED_AND_AROUND, asked_only = ASKED, around_only = AROUND
cdef array.array _numbers = array.array("I")
cdef array.array _shares = array.array("d")
_new = tuple.__new__


def names_in(list sequences, dict starts, dict name_of):
    """See `bot.search.loops.names_in`."""
    cdef list found = []
    cdef Py_ssize_t place, start, end, length
    cdef tuple sequence
    cdef PyObject* seconds
    cdef PyObject* names
    for place in range(len(sequences)):
        sequence = sequences[place]
        length = len(sequence)
        for start in range(length):
            seconds = PyDict_GetItem(starts, sequence[start])
            if not seconds:
                continue
            end = start + 1
            if end < length and sequence[end] in <object>seconds:
                end = min(length, start + longest)
            while end > start:
                names = PyDict_GetItem(name_of, PyTuple_GetSlice(sequence, start, end))
                if names:
                    found.append((place, start, end, <object>names))
                end -= 1
    return found


cdef double _best_in(frozenset terms, tuple meanings) except -1.0:
    """See `bot.search.loops._best_in`."""
    cdef tuple meaning
    for meaning in meanings:
        if PySet_Contains(terms, meaning[0]):
            return meaning[1]
    return 0.0


def weigh(tuple terms, frozenset here, frozenset own, frozenset name):
    """See `bot.search.loops.weigh`."""
    cdef double weight, known = 0.0, unknown = 0.0, unknown_names = 0.0, slips = 0.0, strongest = 0.0, unmet = 0.0
    cdef double owned = 0.0, beside = 0.0
    cdef Py_ssize_t met = 0, lacking = 0
    cdef tuple meanings
    for term in terms:
        weight = term.weight
        meanings = term.meanings
        if meanings:
            known += weight
            if term.slip:
                slips += weight
            if _best_in(here, meanings):
                met += 1
                strongest = max(strongest, weight)
            else:
                unmet += weight
        else:
            unknown += weight
            if rarity(term.word) >= 1.0:
                unknown_names += weight
        if name is None:
            owned += weight * _best_in(own, meanings)
        elif not (PySet_Contains(name, stem(term.word)) or _best_in(name, meanings) > 0.0):
            beside += weight
            lacking += not _best_in(own, meanings)
    return _new(Weighed, (known, unknown, unknown_names, slips, met, strongest, unmet, owned, beside, lacking))


def most_shared(list held, Py_ssize_t size, Py_ssize_t limit, Py_ssize_t count):
    """See `bot.search.loops.most_shared`."""
    cdef int* shared = <int*>PyMem_Calloc(2 * size + count + 1, sizeof(int))
    cdef int* touched = shared + size
    cdef int* best = touched + size
    cdef Py_ssize_t read = 0, met = 0, kept = 0, at, i
    cdef unsigned int number
    cdef array.array numbers
    if not shared:
        raise MemoryError
    try:
        for numbers in held:
            if numbers.typecode != "I":
                raise ValueError("not numbers of words")
            if read and read + len(numbers) > limit:
                break
            read += len(numbers)
            for at in range(len(numbers)):
                number = numbers.data.as_uints[at]
                if number >= size:
                    raise IndexError(number)
                if not shared[number]:
                    touched[met] = number
                    met += 1
                shared[number] += 1
        for at in range(met):
            number = touched[at]
            i = kept
            while i > 0 and (
                shared[number] > shared[best[i - 1]]
                or (shared[number] == shared[best[i - 1]] and <int>number < best[i - 1])
            ):
                if i < count:
                    best[i] = best[i - 1]
                i -= 1
            if i < count:
                best[i] = number
                kept = min(kept + 1, count)
        return [best[i] for i in range(kept)]
    finally:
        PyMem_Free(shared)


def most_of(list held, Py_ssize_t size):
    """See `bot.search.loops.most_of`."""
    cdef double* most = <double*>PyMem_Calloc(size + 1, sizeof(double))
    cdef double factor
    cdef Py_ssize_t at, count = 0
    cdef unsigned int brief
    cdef array.array briefs, weights, numbers, shares
    if not most:
        raise MemoryError
    try:
        for briefs, weights, factor in held:
            if briefs.typecode != "I" or weights.typecode != "f" or len(briefs) != len(weights):
                raise ValueError("not briefs and how much a meaning counts in each")
            for at in range(len(briefs)):
                brief = briefs.data.as_uints[at]
                if brief >= size:
                    raise IndexError(brief)
                if weights.data.as_floats[at] * factor > most[brief]:
                    count += most[brief] == 0.0
                    most[brief] = weights.data.as_floats[at] * factor
        numbers, shares = array.clone(_numbers, count, False), array.clone(_shares, count, False)
        count = 0
        for at in range(size):
            if most[at] != 0.0:
                numbers.data.as_uints[count], shares.data.as_doubles[count] = at, most[at]
                count += 1
        return numbers, shares
    finally:
        PyMem_Free(most)


cdef class _Numbers:
    """Whole numbers by what they are of, gathered in the order in which they come."""

    cdef dict places  # key → its place among all keys
    cdef Py_ssize_t count, room
    cdef int* owners  # the place of the key of each number
    cdef int* last  # of each key the place of its last number, counted from 1
    cdef uint16_t* values

    def __cinit__(self, Py_ssize_t room):
        self.places = {}
        self.room = room
        self.owners = <int*>PyMem_Calloc(2 * room + 1, sizeof(int))
        self.last = self.owners + room
        self.values = <uint16_t*>PyMem_Calloc(2 * room + 1, sizeof(uint16_t))
        if not self.owners or not self.values:
            raise MemoryError

    def __dealloc__(self):
        PyMem_Free(self.owners)
        PyMem_Free(self.values)

    cdef Py_ssize_t place(self, key) except -1:
        cdef PyObject* held = PyDict_GetItem(self.places, key)
        cdef Py_ssize_t place
        if held:
            return <object>held
        place = len(self.places)
        self.places[key] = place
        return place

    cdef int add(self, Py_ssize_t place, Py_ssize_t value) except -1:
        if self.count == self.room or not 0 <= value < 65536:
            raise OverflowError(value)
        self.owners[self.count], self.values[self.count] = place, value
        self.count += 1
        self.last[place] = self.count
        return 0

    cdef dict packed(self, dict alike):
        """The numbers of each key, in their order."""
        cdef dict found = {}
        cdef uint16_t* sorted_ = self.values + self.room
        cdef Py_ssize_t at, place = 0, start = 0
        for at in range(len(self.places)):
            self.last[at] = 0
        for at in range(self.count):
            self.last[self.owners[at]] += 1
        for at in range(len(self.places)):  # where the numbers of each begin
            place = self.last[at]
            self.last[at] = start
            start += place
        for at in range(self.count):
            place = self.owners[at]
            sorted_[self.last[place]] = self.values[at]
            self.last[place] += 1
        start = 0
        for at, key in enumerate(self.places):  # `last` holds where the numbers of each end by now
            numbers = PyBytes_FromStringAndSize(<char*>(sorted_ + start), (self.last[at] - start) * sizeof(uint16_t))
            found[key] = alike.setdefault(numbers, numbers)
            start = self.last[at]
        return found


def where(list fields, dict alike):
    """See `bot.search.loops.where`."""
    cdef _Numbers numbers = _Numbers(sum(map(len, fields)))
    cdef Py_ssize_t number, place
    for number in range(len(fields)):
        for one in fields[number]:
            place = numbers.place(one)
            if not numbers.last[place] or numbers.values[numbers.last[place] - 1] != number:
                numbers.add(place, number)
    return numbers.packed(alike)


def places(list around, list asked, list quoted, dict alike):
    """See `bot.search.loops.places`."""
    cdef _Numbers numbers = _Numbers(sum(map(len, around)) + sum(map(len, asked)) + sum(map(len, quoted)))
    cdef Py_ssize_t unit, place, last
    cdef int kind
    for unit in range(len(quoted)):
        for kind, terms in ((around_only, around[unit]), (asked_only, asked[unit]), (in_quote, quoted[unit])):
            for term in terms:
                place = numbers.place(term)
                last = numbers.last[place] - 1
                if last < 0 or numbers.values[last] // kinds != unit:
                    numbers.add(place, unit * kinds + kind)
                elif kind == in_quote:
                    numbers.values[last] = unit * kinds + in_quote
                elif kind == asked_only and numbers.values[last] % kinds == around_only:
                    numbers.values[last] = unit * kinds + asked_and_around
    return numbers.packed(alike)
