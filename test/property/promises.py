"""What must hold for a history, and how one that fails is made short."""

import random

import psycopg2

from statements import Maker
from world import message


class Failure(Exception):
    """A promise that is broken: which, and what was seen."""

    def __init__(self, what, detail, removed=None):
        super().__init__(what)
        self.what = what
        self.detail = detail
        self.removed = removed


class Invalid(Exception):
    """The server does not accept the history."""


def script_of(history):
    return "".join(statement + ";\n" for statement in history)


def plain(script):
    """A revision may not build concurrently."""
    return script.replace(" CONCURRENTLY", "")


def steps_of(rows):
    """Kinds and actions; how an object is called may be known only when it is made."""
    return {(kind, action) for kind, _, action, _ in rows}


def lines(things):
    return "\n".join("  " + " | ".join(map(str, thing)) for thing in things)


# --------------------------------------------------------------------- making

def make(world, chance, length, limits, count, without=()):
    """A history that the server accepts, and that has run in the world."""
    maker = Maker(chance, without)
    history = []
    world.begin()
    watch = limits()
    state = world.state()
    for attempt in range(length * 12):
        if len(history) >= length:
            break
        sort, made = maker.statements(state) if attempt else ("create_table", ["CREATE TABLE a (x int, y text)"])
        count.setdefault(sort, 0)
        for statement in made:
            world.cursor.execute("BEGIN")
            after = world.state() if world.run(statement) else None
            if after and watch.admits(after):
                world.cursor.execute("COMMIT")
                state = after
                history.append(statement)
                count[sort] += 1
            else:
                world.cursor.execute("ROLLBACK")
    world.home()
    return history, watch.made_again


# ------------------------------------------------------------------- promises

class Check:
    """Holds a history against the promises; each method raises Failure."""

    def __init__(self, world, history, chance, wrapped=False):
        self.world = world
        self.history = history
        self.chance = chance
        self.script = script_of(history)
        if wrapped:
            self.script = "BEGIN;\n%sCOMMIT;\n" % self.script
        # A label that was added in a transaction cannot be used in it.
        self.commits = world.version < 17 and "ADD VALUE" in self.script
        self.built = False
        self.other = None
        self.strict = False

    def build(self, length=None):
        """What plain execution makes of the history."""
        try:
            self.world.run_all(self.history[:length])
        except psycopg2.Error as error:
            raise Invalid(message(error)) from None
        self.built = length is None

    def want(self):
        if not self.built:
            self.build()
        return self.world.shape(), self.world.shape(ordered=False)

    def ends(self, what, wanted, ordered=False, removed=None):
        """ensure takes the steps of plan, and nothing is left to do."""
        try:
            planned = self.world.plan(self.script)
        except psycopg2.Error as error:
            raise Failure(what, "plan fails: " + message(error), removed)
        self.world.home()
        try:
            taken = self.world.ensure(self.script)
        except psycopg2.Error as error:
            raise Failure(what, "ensure fails: %s\nplan was:\n%s" % (message(error), lines(planned)), removed)
        found = self.world.shape(ordered)
        self.world.home()
        if found != wanted:
            raise Failure(what, "another schema (- psql, + ensure):\n%s\nsteps:\n%s" % (
                difference(wanted, found), lines(taken)), removed)
        self.nothing(what + "-again", removed)
        # behind a step that makes or renames something the plan may list too much
        missing = steps_of(taken) - steps_of(planned)
        if missing:
            failure = Failure(what + "-steps", "not planned: %s\nplan:\n%s\nensure:\n%s" % (
                sorted(missing), lines(planned), lines(taken)), removed)
            if self.strict:
                raise failure
            self.other = self.other or failure

    def nothing(self, what, removed=None):
        try:
            rows = self.world.plan(self.script)
        except psycopg2.Error as error:
            raise Failure(what, "plan fails: " + message(error), removed)
        finally:
            if self.world.connection.info.transaction_status != 3:
                self.world.home()
        if rows:
            raise Failure(what, "plan is not empty:\n" + lines(rows), removed)

    def aside(self, work):
        """Does work and takes it back; without a transaction if labels are added."""
        if self.commits:
            self.built = False
            work()
            return
        self.world.cursor.execute("BEGIN")
        try:
            work()
        finally:
            self.world.cursor.execute("ROLLBACK")
            self.world.home()

    # psql H, then plan(H) is empty and ensure(H) leaves no trace.
    def psql(self):
        if not self.built:
            self.build()
        self.nothing("psql")
        try:
            left = self.world.trace(self.script)
        except psycopg2.Error as error:
            left = message(error)
        self.world.home()
        if left:
            raise Failure("psql", "ensure leaves a trace: " + left)

    # psql H and the loss of something, then ensure(H) brings it back.
    def heals(self, count, removed=None):
        if "DEFAULT PRIVILEGES" in self.script:
            # what comes back gets the default privileges that are in force by now
            return
        wanted = self.want()[1]
        all_of_them = self.world.removals()
        for _ in range(count):
            if self.commits and not self.built:
                self.build()
            some = removed or [one[1] for one in self.chance.sample(
                all_of_them, min(len(all_of_them), self.chance.choice([1, 1, 2, 4])))]

            def work():
                done = []
                for statement in some:
                    self.world.cursor.execute("SAVEPOINT loss" if not self.commits else "SELECT")
                    if self.world.run(statement):
                        done.append(statement)
                    elif not self.commits:
                        self.world.cursor.execute("ROLLBACK TO loss")
                if done:
                    self.ends("heals", wanted, removed=done)
            self.aside(work)

    # ensure(H) on an empty database leaves what psql H leaves.
    def fresh(self):
        wanted = self.want()[0]
        self.built = False
        self.world.begin()
        self.ends("fresh", wanted, ordered=True)

    # psql P, then ensure(H), for beginnings P of H: the same end, and what held
    # data is still there by the name that it has then.
    def prefix(self, lengths):
        wanted = self.want()[1]
        self.built = False
        self.world.begin()
        seen = []
        for length in range(len(self.history) + 1):
            if length in lengths:
                path = self.world.path()
                before = self.world.kept()

                def work():
                    self.world.home()
                    self.ends("prefix", wanted)
                    seen.append((length, before, self.world.kept()))
                try:
                    self.aside(work)
                except Failure as failure:
                    failure.detail = "after %d statements: %s" % (length, failure.detail)
                    raise
                if self.commits:
                    self.world.run_all(self.history[:length])
                self.world.walk(path)
            if length < len(self.history) and not self.world.run(self.history[length]):
                raise Invalid(self.history[length])
        self.world.home()
        end = self.world.kept()
        # Where labels are added the world was built anew, with other OIDs.
        for length, before, after in [] if self.commits else seen:
            for which, noun in ((0, "tables"), (1, "columns")):
                kept = {key: end[which][key] for key in before[which] if key in end[which]}
                found = {key: after[which].get(key) for key in kept}
                if kept != found:
                    raise Failure("kept", "after %d statements: other %s (before, end of psql, end of ensure):\n%s" % (
                        length, noun, lines((before[which][key], kept[key], found[key]) for key in kept
                                            if kept[key] != found[key])))

    # The history cut into revisions leaves what psql H leaves, and the first
    # one is known again.
    def revisions(self):
        if "IF NOT EXISTS" in self.script or "SET search_path" in self.script:
            # A revision wants what it declares, also where something of that name
            # is there already; and its settings end with it.
            return
        wanted = self.want()[0]
        places = range(1, len(self.history))
        places = sorted(self.chance.sample(places, min(len(places), 2)))
        parts = [plain(script_of(self.history[a:b])) for a, b in zip([0] + places, places + [len(self.history)])]
        self.built = False
        self.world.begin()

        def work():
            self.world.streams += 1
            for number, part in enumerate(parts):
                try:
                    self.world.apply(str(number), part)
                except psycopg2.Error as error:
                    raise Failure("revisions", "cut at %s: revision %d: %s" % (places, number, message(error)))
            found = self.world.shape()
            if found != wanted:
                raise Failure("revisions", "cut at %s, another schema (- psql, + revisions):\n%s" % (
                    places, difference(wanted, found)))
        self.aside(work)

    def all(self, prefixes, removals, made_again):
        self.psql()
        self.heals(removals)
        self.fresh()
        count = len(self.history)
        self.prefix(sorted(self.chance.sample(range(1, count + 1), min(prefixes, count))))
        if not made_again:
            self.revisions()
        if self.other:
            raise self.other


def difference(wanted, found):
    wanted, found = list(wanted), list(found)
    some = ["  - " + line for line in wanted if line not in found]
    some += ["  + " + line for line in found if line not in wanted]
    return "\n".join(some) or "  (other order)"


# ------------------------------------------------------------------- shrinking

def fails(world, history, seed, failure, wrapped):
    """How a shorter history fails in the same way, or None."""
    check = Check(world, history, random.Random(seed), wrapped)
    check.strict = "-" in failure.what
    sort = failure.what.split("-")[0]
    try:
        if sort == "psql":
            check.psql()
        elif sort == "heals":
            check.heals(1, failure.removed)
        elif sort == "fresh":
            check.fresh()
        elif sort in ("prefix", "kept"):
            check.prefix(range(1, len(history) + 1))
        else:
            for _ in range(3):
                check.revisions()
    except Failure as found:
        return found if found.what == failure.what else None
    except (Invalid, psycopg2.Error, ValueError):
        world.cursor.execute("ROLLBACK")
    return None


def shrink(world, history, failure, seed, wrapped):
    """A shorter history that fails in the same way."""
    width = max(1, len(history) // 2)
    while width >= 1:
        start = 0
        while start < len(history):
            shorter = history[:start] + history[start + width:]
            found = fails(world, shorter, seed, failure, wrapped) if shorter else None
            if found:
                history, failure = shorter, found
            else:
                start += width
        width = width // 2 if width > 1 else 0
    return history, failure
