// 只是像人名的：步骤与 generator/masking/ 的 likely.py、lattice.py、latin.py 相同，词表、正则、权重和每个词的代价都由它们
// 生成（detector-data.js），tests/test_form_detector.py 拿同样的句子比两边。加的先后也相同，小数的舍入才相同。
"use strict";
(() => {
  const DATA = window.mingzeDetector;

  const isHan = (words) => /^[\u3400-\u9fff]+$/.test(words);
  const name = (certain, why, start, end) => ({ kind: "name", certain, why, start, end });

  /* ---- The lattice: how much better a clause reads with a name than as words alone (lattice.py) ---- */

  const LATTICE = DATA.figures.lattice;
  const table = (groups) => new Map(groups.flatMap(([cost, words]) => words.split(" ").map((word) => [word, cost])));
  const NAMES = Object.fromEntries(Object.entries(DATA.costs.names).map(([where, groups]) => [where, table(groups)]));

  // What each word costs, and how long the longest is that begins with two characters: made when first asked for.
  let words;
  const wordTables = () => {
    if (words) return words;
    const costs = table(DATA.costs.words);
    const longest = new Map();
    for (const word of costs.keys()) {
      const beginning = word.slice(0, 2);
      if (word.length > (longest.get(beginning) ?? 1)) longest.set(beginning, word.length);
    }
    words = { costs, longest };
    return words;
  };

  const unknownCost = (sign) => {
    // The second half of a sign that is one for Python.
    if (/[\udc00-\udfff]/.test(sign)) return 0;
    return isHan(sign) ? LATTICE.UNKNOWN : LATTICE.MARK;
  };

  const nameCost = (surname, given) => {
    const places = given.length === 1 ? ["only"] : ["first", "last"];
    const parts = places.map((where, at) => NAMES[where].get(given[at]) ?? NAMES[where].get("*"));
    return LATTICE.NAME + (given.length === 1 ? LATTICE.ONE : LATTICE.TWO)
      + (NAMES.surname.get(surname) ?? LATTICE.UNKNOWN) + parts.reduce((sum, cost) => sum + cost);
  };

  class Clause {
    constructor(text) {
      const { costs, longest } = wordTables();
      const size = text.length;
      const edges = [];
      this.text = text;
      this.to = [0, ...Array(size).fill(Infinity)];
      for (let at = 0; at < size; at += 1) {
        const last = Math.min(size, at + (longest.get(text.slice(at, at + 2)) ?? 1));
        for (let end = at + 1; end <= last; end += 1) {
          const cost = costs.get(text.slice(at, end)) ?? (end === at + 1 ? unknownCost(text[at]) : Infinity);
          if (cost === Infinity) continue;
          edges.push([at, end, cost]);
          this.to[end] = Math.min(this.to[end], this.to[at] + cost);
        }
      }
      this.from = [...Array(size).fill(Infinity), 0];
      for (const [at, end, cost] of edges.reverse()) this.from[at] = Math.min(this.from[at], this.from[end] + cost);
    }

    gain(start, given, end) {
      const cost = nameCost(this.text.slice(start, given), this.text.slice(given, end));
      return this.to.at(-1) - (this.to[start] + cost + this.from[end]);
    }

    sounds(start, end) {
      return this.to.at(-1) - (this.to[start] + LATTICE.NAME + LATTICE.SOUND * (end - start) + this.from[end]);
    }
  }

  /* ---- The signs for a name and against it (likely.py) ---- */

  const FIGURES = DATA.figures.likely;

  // patterns, several: by the module that declares them, each pattern and each set of words by its name.
  window.mingzeLikely = (patterns, several) => {
    const { lexicon, likely: own } = several;

    const surnameAt = (text, start) => (own.DOUBLE.has(text.slice(start, start + 2)) ? 2 : 1);
    const begins = (set, text) => [...set].some((word) => text.startsWith(word));
    const ends = (set, text) => [...set].some((word) => text.endsWith(word));

    // The clauses of a text, each made into a lattice when it is first asked about.
    class Clauses {
      constructor(text) {
        this.text = text;
        this.known = new Map();
        // Where the clause of each sign begins.
        this.firsts = new Uint32Array(text.length);
        for (let at = 1; at < text.length; at += 1) this.firsts[at] = own.MARKS.has(text[at - 1]) ? at : this.firsts[at - 1];
      }

      gain(start, end) {
        const [clause, first] = this.around(start);
        const given = start + surnameAt(this.text, start);
        return clause.gain(start - first, given - first, end - first);
      }

      sounds(start, end) {
        const [clause, first] = this.around(start);
        return clause.sounds(start - first, end - first);
      }

      around(start) {
        const first = this.firsts[start];
        if (!this.known.has(first)) {
          let last = start;
          while (last < this.text.length && !own.MARKS.has(this.text[last])) last += 1;
          this.known.set(first, new Clause(this.text.slice(first, last + 1)));
        }
        return [this.known.get(first), first];
      }
    }

    // The places of a text that are names already.
    class Covered {
      constructor(text, taken) {
        this.text = text;
        this.inside = new Uint8Array(text.length);
        this.starts = new Set();
        this.ends = new Set();
        for (const { start, end } of taken) this.take(start, end);
      }

      isFree(start, end) {
        return !this.inside.subarray(start, end).includes(1);
      }

      take(start, end) {
        if (!this.isFree(start, end)) return false;
        this.inside.fill(1, start, end);
        this.starts.add(start);
        this.ends.add(end);
        return true;
      }

      // Whether only a list's mark stands between a place and a name.
      isNext(start, end) {
        const isMark = (at) => own.LIST_MARKS.has(this.text[at]);
        return (start > 1 && isMark(start - 1) && this.ends.has(start - 1)) || (isMark(end) && this.starts.has(end + 1));
      }
    }

    // Where a name that begins here may end: one or two characters after the surname.
    const lengths = (text, start) => {
      const surname = surnameAt(text, start);
      const found = [];
      if (surname === 1 && !own.SINGLE.has(text[start])) return found;
      for (const given of [1, 2]) {
        const end = start + surname + given;
        const signs = text.slice(start + surname, end);
        if (signs.length < given || !isHan(signs) || [...signs].some((sign) => own.NEVER.has(sign))) break;
        if (!own.MASK.has(text[end])) found.push(end);
      }
      return found;
    };

    const role = (text, place) => {
      let at = place;
      if (text[at - 1] === ")") {
        const from = Math.max(0, at - 14);
        const opened = from + text.slice(from, at).lastIndexOf("(");
        if (opened > 0 && text[opened] === "(") at = opened;
      }
      for (let length = 7; length > 1; length -= 1) {
        const word = text.slice(Math.max(0, at - length), at);
        if (own.ROLES.has(word) || own.ROLE_WORDS.has(word)) return "role";
      }
      return at > 1 && own.ROLE_ENDS.has(text[at - 1]) ? "person" : "";
    };

    // Where the word before a name ends, passing over what only stands between them.
    const glue = (text, start) => {
      let at = start;
      while (at && own.GLUE.has(text[at - 1])) at -= 1;
      return at;
    };

    const namesAPerson = (text, at) => role(text, glue(text, at)) === "role";

    const surnameSign = (text, start, surname) => {
      if (surname.length === 2) return "double";
      if (start && own.ROLE_ENDS.has(surname) && !own.MARKS.has(text[start - 1])) return "role";
      if (own.PREPOSITIONS.has(surname)) return "preposition";
      if (lexicon.GRAMMAR_SURNAMES.has(surname)) return "grammar";
      if (lexicon.SELDOM_SURNAMES.has(surname)) return "seldom";
      if (lexicon.WORD_SURNAMES.has(surname) || lexicon.DOUBTFUL_SURNAMES.has(surname)) return "doubtful";
      if (lexicon.RARE_SURNAMES.has(surname)) return "rare";
      return own.KNOWN.has(surname) ? "plain" : "seen";
    };

    const givenSign = (sign) => {
      if (lexicon.COMMON_IN_GIVEN.has(sign)) return "common";
      return own.GIVEN.has(sign) ? "given" : "strange";
    };

    const madeOf = (text, start, end) => {
      const surname = text.slice(start, start + surnameAt(text, start));
      const given = text.slice(start + surname.length, end);
      const signs = [`surname:${surnameSign(text, start, surname)}`, `given:${[...given].map(givenSign).sort().join("+")}`];
      if (given.length === 2 && given[0] === given[1]) signs.push("given:doubled");
      if (lexicon.BEGINNINGS.has(text.slice(start, start + 2)) && surname.length === 1) {
        signs.push(`word:begins${given.length}`);
        if (!lexicon.SURNAMES.has(surname) || lexicon.DOUBTFUL_SURNAMES.has(surname)) signs.push("word:phrase");
      }
      if ([3, 4].some((length) => lexicon.LONGER.has(text.slice(start, start + length)))) signs.push("word:longer");
      if (lexicon.OPENINGS.has(text.slice(end - 1, end + 1)) && !lexicon.OPENINGS.has(text.slice(end, end + 2))) {
        signs.push("word:crosses");
      }
      if (own.PLACE_ENDS.has(text[end - 1])) signs.push("word:place");
      else if (text[start + 1] === "家") signs.push("word:house");
      const earlier = text.slice(0, start);
      if (earlier.lastIndexOf("《") > earlier.lastIndexOf("》")) signs.push("word:title");
      if (given.length === 2 && (lexicon.BEGINNINGS.has(given) || lexicon.OPENINGS.has(given))) {
        signs.push("word:inside");
        if (lexicon.GRAMMAR_SURNAMES.has(surname) || lexicon.SELDOM_SURNAMES.has(surname)) signs.push("word:phrase");
      }
      return signs;
    };

    const standsAfter = (text, start) => {
      const last = text[start - 1];
      if (start === 0 || own.MARKS.has(last)) return "before:mark";
      if (own.WHENCE.has(last) && !lexicon.ENDINGS.has(text.slice(Math.max(0, start - 2), start))) return "before:whence";
      if (ends(own.INTRODUCERS, text.slice(0, start))) return "before:introducer";
      if (DATA.digits.includes(last) || own.TIMES.has(last)) return "before:time";
      return own.PARTICLES.has(last) ? "before:particle" : "before:other";
    };

    const before = (text, start, end) => {
      const at = glue(text, start);
      const word = role(text, at);
      if (word) return [`before:${word}${at < start ? "+mark" : ""}`];
      const signs = [];
      if (own.QUOTES.has(text[start - 1]) && own.QUOTES.has(text[end])) signs.push("before:quoted");
      if (start && lexicon.ENDINGS.has(text.slice(start - 1, start + 1))) signs.push("before:word");
      return [...signs, standsAfter(text, start)];
    };

    const after = (text, end) => {
      const rest = text.slice(end, end + 12);
      if (begins(own.TITLES, rest) || patterns.likely.COUNT.at(rest, 0)) return "after:title";
      if (patterns.likely.GENDER.at(rest, 0)) return "after:person";
      if (!rest || own.MARKS.has(rest[0])) return "after:mark";
      if (begins(own.PLACES, rest)) return "after:place";
      if (begins(own.DEEDS, rest)) return "after:deed";
      if (begins(own.MORE_DEEDS, rest)) return "after:more";
      if (lexicon.OPENINGS.has(rest.slice(0, 2))) return "after:opening";
      if (own.VERBS.has(rest[0])) return "after:verb";
      return isHan(rest[0]) ? "after:other" : "after:sign";
    };

    const weight = (text, start, end) => [...madeOf(text, start, end), ...before(text, start, end), after(text, end)]
      .reduce((sum, sign) => sum + (FIGURES.WEIGHTS[sign] ?? 0), 0);
    const gained = (gain) => FIGURES.GAINS.reduce((sum, [lower, upper, points]) => (
      sum + points * Math.max(0, Math.min(gain, upper) - lower) / (upper - lower)), 0);

    const candidates = (text, covered) => {
      const clauses = new Clauses(text);
      const found = [];
      for (const { index: start } of patterns.likely.START.all(text)) {
        for (const end of lengths(text, start).filter((one) => covered.isFree(start, one))) {
          const gain = clauses.gain(start, end);
          if (gain > FIGURES.HOPELESS) found.push({ start, end, points: weight(text, start, end) + gained(gain) });
        }
      }
      return found;
    };

    // Outside the places taken already, which may stand in a list with them.
    function* likelyNames(text, taken) {
      const covered = new Covered(text, taken);
      let left = candidates(text, covered);
      const enough = ({ points }) => points > FIGURES.THRESHOLD;
      while (left.length) {
        // The heaviest first: of two readings that overlap the better one stays.
        left.sort((one, two) => two.points - one.points || one.start - two.start);
        for (const one of left) {
          if (enough(one) && covered.take(one.start, one.end)) yield name(false, "形似自然人姓名", one.start, one.end);
        }
        // What stands in a list with a name is one more easily; that may be true of its neighbour in turn.
        left = left.filter((one) => !enough(one) && covered.isNext(one.start, one.end))
          .map((one) => ({ ...one, points: one.points + FIGURES.WEIGHTS[FIGURES.LISTED] })).filter(enough);
      }
    }

    function* soundedNames(text) {
      const clauses = new Clauses(text);
      for (const match of patterns.likely.SOUNDED.all(text)) {
        const [start, end] = match.indices[0];
        const [earlier, later] = [before(text, start, end), after(text, end)];
        const spared = clauses.sounds(start, end);
        const acts = ["after:deed", "after:title", "after:person"].includes(later)
          || (later === "after:more" && spared > 2 * FIGURES.SURE);
        const hasRole = earlier.includes("before:role") || earlier.includes("before:role+mark");
        const stands = hasRole || earlier.includes("before:mark") || earlier.includes("before:introducer");
        if (((acts && stands) || (hasRole && later === "after:mark")) && spared > FIGURES.SURE) {
          yield name(false, "音译的自然人姓名", start, end);
        }
      }
    }

    function* dottedNames(text) {
      for (const match of patterns.likely.DOTTED.all(text)) {
        // 护士阿依古丽: the first sign can be the role's last one.
        const start = match.index + (role(text, match.index + 1) === "role" ? 1 : 0);
        yield name(namesAPerson(text, start), "音译的自然人姓名", start, match.index + match[0].length);
      }
    }

    // In Latin letters (latin.py).
    function* latinNames(text) {
      const { latin } = patterns;
      for (const match of latin.NAME.all(text)) {
        const [start, end] = match.indices[0];
        const earlier = text.slice(Math.max(0, start - DATA.figures.latin.BEFORE), start);
        if (several.latin.NO_NAME.has(match[0]) || latin.FIRM.in(match[0])) continue;
        const called = latin.CALLED.in(earlier) || latin.TITLE.at(text, end) !== null;
        if (called || (/[ ·]/.test(match[0]) && namesAPerson(text, start))) {
          yield name(false, "外文或者拼音的自然人姓名", start, end);
        }
      }
    }

    return { dottedNames, soundedNames, latinNames, likelyNames };
  };
})();
