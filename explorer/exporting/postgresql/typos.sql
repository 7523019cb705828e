-- The words of the archive that a typed word may stand for, from 0 to 1: itself, longer ones, and what it is a typo of.
-- Two letters that are swapped are one mistake.
CREATE FUNCTION alike(typed text, unfinished boolean) RETURNS TABLE (word text, records integer, likeness float8)
LANGUAGE sql STABLE SET search_path FROM CURRENT SET pg_trgm.similarity_threshold = 0.2 AS $$
WITH allowed AS MATERIALIZED (
  SELECT CASE WHEN typed ~ '\d' OR length(typed) < 3 OR length(typed) > 60 THEN 0
    WHEN length(typed) < 5 THEN 1 WHEN length(typed) < 9 THEN 2 ELSE 3 END AS typos
), swapped AS MATERIALIZED (
  SELECT typed AS written, 0 AS swaps
  UNION
  SELECT overlay(typed PLACING substr(typed, n + 1, 1) || substr(typed, n, 1) FROM n FOR 2), 1
  FROM allowed, generate_series(1, length(typed) - 1) n WHERE typos > 0
), near AS MATERIALIZED (
  SELECT w.word, w.records FROM words w WHERE w.word % typed AND (SELECT typos FROM allowed) > 0
  UNION
  SELECT w.word, w.records FROM words w WHERE w.word = ANY (ARRAY(SELECT written FROM swapped))
), found AS (
  SELECT w.word, w.records, CASE
      WHEN w.word = typed THEN 1
      WHEN unfinished THEN .90 + .09 * length(typed) / length(w.word)
      ELSE .78 + .17 * length(typed) / length(w.word)
    END AS likeness
  FROM words w
  WHERE w.word = typed OR (w.word LIKE typed || '%' AND (unfinished OR length(typed) > 2))
  UNION ALL
  SELECT w.word, w.records, .50 + .35 * length(typed) / length(w.word)
  FROM words w WHERE length(typed) > 3 AND w.word LIKE '%' || typed || '%'
  UNION ALL
  SELECT w.word, w.records,
    1 - min(swaps + levenshtein_less_equal(written, w.word, typos - swaps))::float8
      / greatest(length(typed), length(w.word))
  FROM near w, swapped, allowed
  WHERE typos > 0 AND swaps <= typos AND abs(length(w.word) - length(typed)) <= typos
  GROUP BY w.word, w.records, typos
  HAVING min(swaps + levenshtein_less_equal(written, w.word, typos - swaps)) <= typos
)
SELECT f.word, f.records, max(f.likeness) AS likeness FROM found f
GROUP BY f.word, f.records ORDER BY 3 DESC, 2 DESC, 1 LIMIT 80
$$;

-- How like the best part of a text is to what was typed, letter by letter, from 0 to 1.
CREATE FUNCTION closeness(query text, written text) RETURNS float8
LANGUAGE sql IMMUTABLE RETURN word_similarity(query, written);
