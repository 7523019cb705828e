// Searches the index, of which only those scripts are loaded that a query needs: so it works without a server.
"use strict";
{
  const FOLDER = new URL("search/", document.currentScript.src).href;
  const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
  const VALUES = new Map([...DIGITS].map((digit, value) => [digit.charCodeAt(0), value]));
  const MOST_WORDS = 8, MOST_ALIKE = 24, COMPARED = 24;
  // From how like on a word is surely meant, and how much less like others may be that are meant, too.
  const SURE = 0.75, LESS = 0.27;
  const KINDS = { person: 1.3, topic: 1.25, event: 1.1, article: 1.1, quote: 1 };
  const CALLED = 1, ELSEWHERE = 0.85;

  const parts = new Map(), waiting = new Map();

  window.explorerHas = (name, content) => parts.set(name, content);

  const load = (name) => {
    if (!waiting.has(name)) {
      waiting.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `${FOLDER}${name}.js`;
        script.onload = () => resolve(parts.get(name));
        script.onerror = () => {
          waiting.delete(name);
          reject(new Error(name));
        };
        document.head.append(script);
      }));
    }
    return waiting.get(name);
  };

  const vocabularies = new Map();

  const vocabulary = async (index, number) => {
    if (!vocabularies.has(number)) {
      vocabularies.set(number, explorer.vocabulary(await load(`words-${number}`), index.words[number][1]));
    }
    return vocabularies.get(number);
  };

  // The numbers of the scripts that have the words with this beginning. Words are in the order of their code points.
  const codes = (text) => Array.from(text, (letter) => letter.codePointAt(0));
  const isBefore = (one, other) => {
    const [a, b] = [codes(one), codes(other)];
    const at = a.findIndex((code, n) => code !== b[n]);
    return at < 0 ? a.length < b.length : at < b.length && a[at] < b[at];
  };
  const scriptsOf = (index, start) => {
    const numbers = [];
    index.words.forEach(([first], number) => {
      const next = index.words[number + 1];
      const isBehind = !isBefore(first, start) && !first.startsWith(start);
      const isAhead = next && isBefore(next[0], start);
      if (!isBehind && !isAhead) numbers.push(number);
    });
    return numbers;
  };

  // What a word may stand for. First where it must be if its first letters are right, and then everywhere.
  const meant = async (index, word, unfinished) => {
    const [first, second] = Array.from(word);
    const near = new Set([first, second].filter(Boolean).flatMap((letter) => scriptsOf(index, letter)));
    let found = explorer.alike(word, unfinished, await Promise.all([...near].map((n) => vocabulary(index, n))));
    if (!found.length || found[0].like < SURE) {
      const all = index.words.map((_, number) => vocabulary(index, number));
      found = explorer.alike(word, unfinished, await Promise.all(all));
    }
    const best = found.length ? found[0].like : 0;
    return found.filter((each) => each.like >= best - LESS).slice(0, MOST_ALIKE);
  };

  const decoded = (text) => {
    const numbers = [];
    let last = -1, distance = 0, shift = 0;
    for (let at = 0; at < text.length; at += 1) {
      const value = VALUES.get(text.charCodeAt(at));
      distance += (value & 31) * 2 ** shift;
      shift += 5;
      if (value < 32) {
        last += distance + 1;
        numbers.push(last);
        distance = shift = 0;
      }
    }
    return numbers;
  };

  const placesOf = async (index, number) => {
    let script = index.places.length - 1;
    while (index.places[script] > number) script -= 1;
    const lines = await load(`places-${script}`);
    if (typeof lines === "string") parts.set(`places-${script}`, lines.split("\n"));
    const line = parts.get(`places-${script}`)[number - index.places[script]];
    return line.split(" ").map(decoded);
  };

  // What each record is worth for one word of the query.
  const worths = async (index, words) => {
    const worth = new Map();
    const places = await Promise.all(words.map((word) => placesOf(index, word.number)));
    words.forEach((word, at) => {
      const [called, elsewhere] = places[at];
      const rarity = Math.log(1 + index.records / (1 + called.length + elsewhere.length)) + 1;
      for (const [numbers, weight] of [[called, CALLED], [elsewhere, ELSEWHERE]]) {
        for (const number of numbers) {
          const value = word.like * weight * (0.5 + rarity / 10);
          if (value > (worth.get(number) || 0)) worth.set(number, value);
        }
      }
    });
    return worth;
  };

  const kindOf = (index, number) => {
    for (const [kind, size] of index.kinds) {
      if (number < size) return kind;
      number -= size;
    }
    return "";
  };

  const recordOf = async (index, number) => {
    const [path, name, about, language] = (await load(`records-${Math.floor(number / index.together)}`))[number % index.together];
    return { path, name, about, language, kind: kindOf(index, number) };
  };

  // The records that have all words, or else as many of them as any has, but for a few that may be wrong.
  const joined = (index, found, wrong) => {
    const total = new Map();
    for (const worth of found) {
      for (const [number, value] of worth) {
        const [words, sum] = total.get(number) || [0, 0];
        total.set(number, [words + 1, sum + value]);
      }
    }
    let most = 0;
    for (const [words] of total.values()) most = Math.max(most, words);
    const hits = [];
    for (const [number, [words, sum]] of total) {
      if (words >= most - wrong) hits.push([number, sum * KINDS[kindOf(index, number)]]);
    }
    return hits.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  };

  // The best results for a query: how many there are, the first ones, and the words by which they were found.
  explorer.search = async (query, most) => {
    const index = await load("index");
    const typed = explorer.words(query).slice(0, MOST_WORDS);
    const isOpen = /[\p{L}\p{N}\p{M}]$/u.test(query);
    const words = await Promise.all(
      typed.map((word, at) => meant(index, word, isOpen && at === typed.length - 1)),
    );
    const found = await Promise.all(words.map((each) => worths(index, each)));
    // Of letters that are words, one in four may be wrong: nothing else is like it.
    const wrong = Math.floor(explorer.ideographs(typed.join("")) / 4);
    const hits = joined(index, found, wrong);
    const best = hits.slice(0, Math.max(most, COMPARED));
    const records = await Promise.all(best.map(([number]) => recordOf(index, number)));
    const phrase = typed.join(" ");
    const ranked = records.map((record, at) => {
      const name = explorer.words(record.name).join(" ");
      const bonus = name === phrase ? 2 : ` ${name} `.includes(` ${phrase}`) ? 1.4 : 1;
      return { record, worth: best[at][1] * bonus, at };
    });
    ranked.sort((a, b) => b.worth - a.worth || a.at - b.at);
    return {
      count: hits.length,
      records: ranked.slice(0, most).map((each) => each.record),
      words: new Set(words.flat().map((each) => each.word)),
    };
  };
}
