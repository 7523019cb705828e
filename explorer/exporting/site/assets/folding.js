// Folds text for comparison, as the explorer does: no case, accents, apostrophes and punctuation.
"use strict";
const explorer = {};
{
  const UNDECOMPOSED = { ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", ŧ: "t", ı: "i", æ: "ae", œ: "oe", þ: "th", ς: "σ", ß: "ss" };
  const APOSTROPHES = /['’‘‛ʼʹ′`´＇]/gu;
  const DROPPED = /(?!\u200b)[\p{Mn}\p{Me}\p{Cf}]/gu;
  // Unlike those of other scripts, these are folded to capitals.
  const CHEROKEE = /[\u13f8-\u13fd\uab70-\uabbf]/gu;
  const IDEOGRAPH = /[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/gu;
  const NO_WORD = /[^\p{L}\p{N}\p{Mc}]+/gu;

  explorer.words = (text) =>
    text
      .replace(APOSTROPHES, "")
      .replace(DROPPED, "")
      .normalize("NFKD")
      .replace(APOSTROPHES, "")
      .replace(DROPPED, "")
      .toUpperCase()
      .toLowerCase()
      .replace(CHEROKEE, (letter) => letter.toUpperCase())
      .replace(/[øłđðħŧıæœþςß]/gu, (letter) => UNDECOMPOSED[letter])
      .replace(IDEOGRAPH, " $& ")
      .replace(NO_WORD, " ")
      .trim()
      .split(" ")
      .filter(Boolean);

  // How many characters of a text are words of their own.
  explorer.ideographs = (text) => (text.match(IDEOGRAPH) || []).length;
}
