// 公开的文字里有没有身份号码、电话、住址、姓名等：步骤与 generator/masking/ 的相同，正则和词表由它生成
// （detector-data.js），tests/test_form_detector.py 拿同样的句子比两边。只是像人名的见 likely.js。
"use strict";
(() => {
  const DATA = window.mingzeDetector;

  const pattern = ([source, flags]) => {
    const every = new RegExp(source, `${flags}dg`);
    const once = new RegExp(source, flags);
    const here = new RegExp(source, `${flags}dy`);
    return {
      all: (text) => text.matchAll(every),
      in: (text) => once.test(text),
      at: (text, index) => {
        here.lastIndex = index;
        return here.exec(text);
      },
    };
  };
  const made = (several, make) => Object.fromEntries(Object.entries(several).map(([name, one]) => [name, make(one)]));
  const PATTERNS = made(DATA.patterns, (several) => made(several, pattern));
  const { masking, address, bank, identity, names, other, phone, schools } = PATTERNS;
  const SETS = made(DATA.words, (several) => made(several, (words) => new Set(words)));
  const WORDS = { ...SETS.lexicon, ...SETS.names };
  const { dottedNames, soundedNames, latinNames, likelyNames } = window.mingzeLikely(PATTERNS, SETS);
  const NAMED = DATA.named.map(([source, flags, why]) => [pattern([source, flags]), why]);
  const SCHOOLED = DATA.schooled.map(([source, flags, why, certain]) => [pattern([source, flags]), why, certain]);
  const COMPOUND = new RegExp(`^(?:${DATA.compound})`, "u");

  const foldOne = (sign) => {
    if (/[\p{Cf}\u20e3\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u.test(sign)) return "";
    if (DATA.fold.traditional[sign]) return DATA.fold.traditional[sign];
    if (DATA.fold.lineEnds.includes(sign)) return "\n";
    if (DATA.fold.dashes.includes(sign)) return "-";
    if (/[\p{Zs}\t]/u.test(sign)) return " ";
    if (/[\p{No}\p{Nl}]/u.test(sign)) return sign;
    const normal = sign.normalize("NFKC");
    return [...normal].length === 1 ? normal : sign;
  };
  const fold = (text) => /[^\0-\x7f]/.test(text) ? Array.from(text, foldOne).join("") : text;

  const compact = (number) => number.replace(/[ -]/g, "").replaceAll("×", "X").toUpperCase();
  const isDate = (year, month, day) => {
    const found = new Date(Date.UTC(year, month - 1, day));
    return year >= 1900 && year < 2100 && found.getUTCMonth() === month - 1 && found.getUTCDate() === day;
  };
  const isBorn = (number) => identity.REGION.at(number, 0) !== null
    && isDate(Number(number.slice(6, 10)), Number(number.slice(10, 12)), Number(number.slice(12, 14)));
  const holds = (number) => {
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const sum = weights.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
    return "10X98765432"[sum % 11] === number[17];
  };
  const isCredit = (number) => {
    const signs = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    if (!/^[0-9]{8}.{10}$/.test(number) || [...number].some((sign) => !signs.includes(sign))) return false;
    const sum = weights.reduce((total, weight, at) => total + weight * signs.indexOf(number[at]), 0);
    return signs[(31 - (sum % 31)) % 31] === number[17];
  };
  const isLuhn = (number) => [...number].reverse().reduce((sum, digit, at) => {
    const value = Number(digit) * (at % 2 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0) % 10 === 0;

  const place = (kind, certain, why, [start, end]) => ({ kind, certain, why, start, end });
  const before = (text, match, length) => text.slice(Math.max(0, match.index - length), match.index);
  const whole = (match) => match.indices[0];

  function* identities(text) {
    for (const match of identity.NEW.all(text)) {
      const number = compact(match[0]);
      const words = before(text, match, 20);
      const said = identity.SAYS_IDENTITY.in(words);
      const serial = !said && identity.SAYS_SERIAL.in(words);
      if (isBorn(number) && holds(number)) yield place("identity", !serial, "身份号码", whole(match));
      else if (said || (isBorn(number) && !serial)) yield place("identity", false, "形似身份号码", whole(match));
    }
    for (const match of identity.DISABILITY.all(text)) {
      const number = match[0].slice(0, 18).toUpperCase();
      if (isBorn(number) && holds(number)) {
        yield place("identity", before(text, match, 20).includes("残疾"), "残疾人证号", whole(match));
      }
    }
    for (const match of identity.OLD.all(text)) {
      const number = compact(match[0]);
      const born = [1900 + Number(number.slice(6, 8)), Number(number.slice(8, 10)), Number(number.slice(10, 12))];
      if (identity.REGION.at(number, 0) === null || !isDate(...born)) continue;
      const words = before(text, match, 20);
      if (identity.SAYS_IDENTITY.in(words)) yield place("identity", true, "15位身份号码", whole(match));
      else if (!identity.SAYS_SERIAL.in(words)) yield place("identity", false, "形似15位身份号码", whole(match));
    }
  }

  function* creditCodes(text) {
    for (const match of other.CREDIT.all(text)) {
      if (isCredit(compact(match[0]))) yield place("credit", true, "统一社会信用代码", whole(match));
      else if (other.SAYS_CREDIT.in(before(text, match, 16))) yield place("credit", false, "形似统一社会信用代码", whole(match));
    }
    for (const match of other.CREDIT_SHAPE.all(text)) {
      if (!isCredit(compact(match[0]))) yield place("credit", false, "形似统一社会信用代码", whole(match));
    }
  }

  function* bankCards(text) {
    for (const match of bank.CARD.all(text)) {
      const number = compact(match[0]);
      if (number.length === 18 && ((isBorn(number) && holds(number)) || isCredit(number))) continue;
      const words = before(text, match, 20);
      const serial = !bank.SAYS_BANK.in(words) && bank.SAYS_SERIAL.in(words);
      if (isLuhn(number) && /^(?:62|4|5)/.test(number)) yield place("bank", !serial, "银行卡号", whole(match));
      else if (!serial && !bank.SAYS_TREASURY.in(words)) yield place("bank", false, "形似银行卡号", whole(match));
    }
  }

  function* phones(text) {
    const words = (match) => before(text, match, 16);
    for (const match of phone.MOBILE.all(text)) {
      yield place("phone", !phone.SERIAL.in(words(match)), "手机号码", whole(match));
    }
    for (const match of phone.SPACED.all(text)) yield place("phone", false, "形似逐位空开的手机号码", whole(match));
    for (const match of phone.FIXED.all(text)) {
      yield place("phone", !phone.SAYS_HOTLINE.in(words(match)), "固定电话号码", whole(match));
    }
    for (const match of phone.FIXED_PLAIN.all(text)) {
      if (phone.SERIAL.in(words(match))) continue;
      const certain = phone.SAYS_PHONE.in(words(match)) && !phone.SAYS_HOTLINE.in(words(match));
      yield place("phone", certain, "固定电话号码", whole(match));
    }
    for (const match of phone.LOCAL_ONLY.all(text)) {
      yield place("phone", !phone.SAYS_HOTLINE.in(words(match)), "固定电话号码", match.indices[1]);
    }
  }

  function* others(text) {
    for (const match of other.PLATE.all(text)) {
      if (/[0-9]/.test(match[0])) yield place("other", true, "车牌号", whole(match));
    }
    for (const match of other.SERVICE_PLATE.all(text)) yield place("other", true, "车牌号", whole(match));
    for (const match of other.EMAIL.all(text)) {
      if (!other.OFFICIAL.in(match[0])) yield place("other", true, "电子邮箱", whole(match));
    }
    for (const [looks, why] of NAMED) {
      for (const match of looks.all(text)) yield place("other", true, why, match.indices[1]);
    }
  }

  function* schoolings(text) {
    if (!schools.SAYS_SCHOOL.in(text)) return;
    for (const [looks, why, certain] of SCHOOLED) {
      for (const match of looks.all(text)) yield place("other", certain, why, match.indices[1]);
    }
  }

  // Where the place itself begins, and whether the words before say that a business is there.
  const home = (text, match) => {
    const cut = address.CUT.at(match[0], 0);
    const start = match.index + (cut && cut[0].length < match[0].length - 6 ? cut[0].length : 0);
    return [start, address.BUSINESS.in(text.slice(Math.max(0, match.index - 24), start))];
  };

  function* longAddresses(text) {
    if (!address.DIGIT_UNIT.in(text)) return;
    for (const match of address.LIVES.all(text)) yield place("address", true, "家庭住址", match.indices[1]);
    for (const match of address.OFFICE.all(text)) yield place("address", false, "住所地址", match.indices[1]);
    for (const match of address.VILLAGE.all(text)) {
      if (!address.AT.in(match[0]) && !address.BUSINESS.in(before(text, match, 24))) {
        yield place("address", false, "形似村居地址", [home(text, match)[0], whole(match)[1]]);
      }
    }
    for (const match of address.GROUP_HOUSE.all(text)) {
      const [start, business] = home(text, match);
      if (!business) yield place("address", false, "形似村居地址", [start, whole(match)[1]]);
    }
    for (const match of address.FLAT.all(text)) {
      const [start, business] = home(text, match);
      const [, end] = whole(match);
      const estate = address.IN_ESTATE.in(match[0]);
      if (match[1] || (estate && !business)) yield place("address", true, "住宅地址（到室）", [start, end]);
      else if (!business) yield place("address", false, "形似住宅地址（到室）", [start, end]);
    }
  }

  function* addresses(text) {
    yield* longAddresses(text);
    for (const match of address.IN_ESTATE.in(text) ? address.SHORT_FLAT.all(text) : []) {
      const [start, business] = home(text, match);
      if (!business) yield place("address", match[1] !== undefined, "住宅地址（到室）", [start, whole(match)[1]]);
    }
  }

  const isGiven = (written, strict) => {
    const name = written.replaceAll(" ", "");
    if (WORDS.ORDINARY.has(name.slice(0, 2)) || WORDS.TITLES.has(name.slice(1))) return false;
    const given = [...name.slice(name.length > 2 && COMPOUND.test(name) ? 2 : 1)];
    if (given.some((sign) => WORDS.NEVER.has(sign)) || WORDS.PLACES.has(name.at(-1))) return false;
    if (!strict) return true;
    if (WORDS.BEGINNINGS.has(name) || WORDS.LONGER.has(name)) return false;
    const known = (sign) => WORDS.GIVEN.has(sign);
    const plain = WORDS.SURNAMES.has(name[0]) && !WORDS.WORD_SURNAMES.has(name[0]);
    return given.length === 2 && plain ? given.some(known) : given.every(known);
  };

  const isName = (text, left, match) => {
    const { weak } = match.groups;
    const name = match.groups.name.replaceAll(" ", "");
    const spaced = name !== match.groups.name;
    const end = match.indices.groups.name[1];
    if (WORDS.MASK.has(text[end])) return false;
    const { role, to, glue } = left.groups;
    if (to && WORDS.BEGINNINGS.has(name.slice(0, 2))) return false;
    if ((spaced || weak !== undefined) && role === undefined) return false;
    if (WORDS.WORD_SURNAMES.has(name[0]) && !glue && !spaced) {
      if (to || name.length < 3 || !isGiven(name, true)) return false;
      if (role !== undefined && !WORDS.GRAMMAR_SURNAMES.has(name[0])) return weak === undefined;
      return (role === undefined ? names.SURE : names.PERSONAL).at(text, end) !== null;
    }
    return isGiven(name, spaced || role === undefined);
  };

  const split = (listed) => {
    const [start] = listed.indices.groups.list;
    const several = [...listed.groups.list.matchAll(/[^、和与及]+/gu)];
    return several.every((one) => isGiven(one[0], true))
      ? several.map((one) => [start + one.index, start + one.index + one[0].length])
      : [];
  };

  function* certainNames(text) {
    const named = (where) => place("name", true, "自然人姓名", where);
    let end = 0;
    for (const left of names.LEFT.all(text)) {
      const after = left.index + left[0].length;
      if (after < end) continue;
      const listed = names.LIST.at(text, after);
      const several = listed ? split(listed) : [];
      if (several.length) {
        end = after + listed[0].length;
        yield* several.map(named);
        continue;
      }
      const match = names.NAME.at(text, after);
      if (match === null || !isName(text, left, match)) continue;
      end = match.indices.groups.name[1];
      yield named(match.indices.groups.name);
      for (let next = names.NEXT.at(text, end); next && isGiven(next.groups.name, true); next = names.NEXT.at(text, end)) {
        end = next.indices.groups.name[1];
        yield named(next.indices.groups.name);
      }
    }
  }

  // Those that do not overlap: the certain before the doubtful, else the first.
  const apart = (found) => found.sort((one, two) => two.certain - one.certain).reduce((kept, one) => (
    kept.some((other) => one.start < other.end && other.start < one.end) ? kept : [...kept, one]), []);

  const outside = (found, text, known) => found.filter((one) => !known.some((word) => {
    for (let at = word ? text.indexOf(word) : -1; at >= 0; at = text.indexOf(word, at + word.length)) {
      if (at <= one.start && one.end <= at + word.length) return true;
    }
    return false;
  }));

  const namesIn = (text) => {
    const written = masking.LATIN.in(text) ? latinNames(text) : [];
    const found = apart([...dottedNames(text), ...certainNames(text), ...soundedNames(text), ...written]);
    return [...found, ...likelyNames(text, found)];
  };

  // known: the words of which the portal says that they are no names.
  const find = (words, known = []) => {
    const text = fold(words);
    const digits = masking.DIGITS.in(text);
    const found = [
      ...(digits ? apart([...identities(text), ...creditCodes(text), ...bankCards(text), ...phones(text)]) : []),
      ...apart([...(masking.MARKED.in(text) ? others(text) : []), ...schoolings(text)]),
      ...apart([...addresses(text)]),
      ...outside(namesIn(text), text, known),
    ];
    return found.map((one) => ({ ...one, text: text.slice(one.start, one.end) }));
  };

  window.mingze = { find };
})();
