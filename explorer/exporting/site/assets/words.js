// A word that is typed → the words of the site that it may stand for, also if it is misspelt or not yet whole.
"use strict";
{
  const LONGEST = 32;

  const letters = (word) => {
    let bits = 0;
    for (const letter of word.slice(0, LONGEST)) {
      const code = letter.codePointAt(0) - 97;
      bits |= 1 << (code >= 0 && code < 26 ? code : 26 + (letter.codePointAt(0) % 6));
    }
    return bits;
  };

  const count = (bits) => {
    let number = 0;
    for (; bits; bits &= bits - 1) number += 1;
    return number;
  };

  const hasDigit = (word) => /\p{N}/u.test(word);

  const allowed = (word) => {
    const size = word.length;
    return size < 3 || hasDigit(word) ? 0 : size < 5 ? 1 : size < 9 ? 2 : 3;
  };

  // The words of one script of the index: each ends in a capital that says how many records have it.
  explorer.vocabulary = (text, first) => {
    const words = [], common = [], bags = [];
    for (const found of text.matchAll(/([^A-Z]+)([A-Z])/gu)) {
      words.push(found[1]);
      common.push(found[2].charCodeAt(0) - 65);
      bags.push(letters(found[1]));
    }
    return { words, common, bags, first };
  };

  // How many letters are wrong, left out, added or swapped with the next; with `begins`, in the beginning of the other.
  const distance = (word, other, most, begins) => {
    const size = word.length;
    const end = begins ? Math.min(other.length, size + most) : other.length;
    let before = [], last = [], row = Array.from({ length: end + 1 }, (_, at) => at);
    for (let i = 1; i <= size; i += 1) {
      [before, last, row] = [last, row, [i]];
      let least = i;
      for (let j = 1; j <= end; j += 1) {
        const same = word[i - 1] === other[j - 1];
        let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1]) {
          cost = Math.min(cost, before[j - 2] + 1);
        }
        row.push(cost);
        least = Math.min(least, cost);
      }
      if (least > most) return most + 1;
    }
    return begins ? Math.min(...row.slice(Math.max(1, size - 1))) : row[end];
  };

  // How like a word is to the one that was typed, from 0 to 1.
  const likeness = (typed, word, bag, unfinished) => {
    if (word === typed.word) return 1;
    const size = typed.word.length, length = word.length;
    if (word.startsWith(typed.word)) {
      if (unfinished) return 0.9 + (0.09 * size) / length;
      if (size >= 3) return 0.78 + (0.17 * size) / length;
    }
    let best = 0;
    const most = typed.most, missing = count(typed.bag & ~bag);
    if (most && missing <= most && !hasDigit(word)) {
      if (Math.abs(length - size) <= most && count(bag & ~typed.bag) <= most) {
        const wrong = distance(typed.word, word, most, false);
        if (wrong <= most) best = 1 - wrong / Math.max(size, length);
      }
      if (unfinished && size >= 4 && size <= 12 && length > size) {
        const few = size < 7 ? 1 : 2;
        const wrong = missing <= few ? distance(typed.word, word, few, true) : few + 1;
        if (wrong <= few) best = Math.max(best, (0.9 + (0.09 * size) / length) * (1 - wrong / size) ** 1.3);
      }
    }
    if (size >= 4 && word.includes(typed.word)) best = Math.max(best, 0.5 + (0.35 * size) / length);
    return best;
  };

  explorer.alike = (typed, unfinished, vocabularies) => {
    const sought = { word: typed, bag: letters(typed), most: allowed(typed) };
    const found = [];
    for (const { words, common, bags, first } of vocabularies) {
      words.forEach((word, at) => {
        const like = likeness(sought, word, bags[at], unfinished);
        if (like > 0.4) found.push({ word, number: first + at, like, common: common[at] });
      });
    }
    // Of words that are as like, the commoner one is meant.
    return found.sort((a, b) => b.like + b.common / 200 - (a.like + a.common / 200) || a.number - b.number);
  };
}
