-- Text as it is compared: no case, accents, apostrophes and punctuation; each Chinese or Japanese sign is a word.
CREATE FUNCTION fold(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(regexp_replace(regexp_replace(
  lower(normalize(coalesce(written, ''), NFKD) COLLATE "@COLLATION@"),
  '[''’‘‛ʼʹ′`´\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]', '', 'g'),
  '([\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])', ' \1 ', 'g'),
  -- Vowel signs of India and its neighbours are parts of their words, and no letters to a regular expression.
  '[\u0964\u0965\u0e3f\u0e4f\u0e5a\u0e5b\u104a-\u104f\u17d4-\u17da]|[^[:alnum:]\u0900-\u109f\u1780-\u17ff]+', ' ', 'g');

-- The words of a text with their places. Of a very long one only the first letters are indexed: a tsvector has less
-- than 1 MB, and several of these are joined into one.
CREATE FUNCTION lexemes(written text, most integer DEFAULT 30000) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_tsvector('pg_catalog.simple', left(fold(written), most));
