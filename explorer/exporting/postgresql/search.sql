-- The records that answer some words, best first: `SELECT * FROM search('somer visiters')`.
--
-- Each typed word may stand for several words of the archive (`alike`), and all of these weigh as much as they are rare
-- together. The records with most of that weight are then read: how much of the query each has, whether it has all,
-- and in its own words or as a name, what stands side by side as it was typed, and how short it is.
CREATE FUNCTION search(query text, of_kind text DEFAULT NULL, most integer DEFAULT 40)
RETURNS TABLE (ref text, kind text, title text, score float8)
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
#variable_conflict use_column
DECLARE
  typed text[];
  -- One after the other: the place of a typed word, a word of the archive that it may stand for, and how much that is
  -- worth. By the third power several poor likenesses don't outdo a good one.
  of_typed integer[];
  meant text[];
  worths float8[];
  weights float8[];
  reached bigint[];
  found text[];
BEGIN
  -- Of a long query, such as a pasted text, only the rarest words are searched for.
  typed := ARRAY(
    SELECT word FROM (
      SELECT t.word, n FROM regexp_split_to_table(trim(fold(query)), ' +') WITH ORDINALITY AS t(word, n)
      LEFT JOIN words USING (word) WHERE t.word <> '' ORDER BY records NULLS LAST, n LIMIT 16) kept
    ORDER BY n);

  WITH meaning AS MATERIALIZED (
    SELECT n, a.word, a.records, a.likeness
    FROM unnest(typed) WITH ORDINALITY AS t(word, n), LATERAL alike(t.word, n = cardinality(typed)) a
  ), of_word AS (
    SELECT n, coalesce(sum(m.records), 0) AS reached, CASE WHEN count(m.word) = 0 THEN 0
      ELSE ln(1 + (SELECT e.records FROM exported e) / (1 + sum(m.records * m.likeness ^ 4))) END AS weight
    FROM generate_series(1, cardinality(typed)) n LEFT JOIN meaning m USING (n) GROUP BY n
  )
  SELECT (SELECT array_agg(n) FROM meaning), (SELECT array_agg(word) FROM meaning),
    (SELECT array_agg(likeness ^ 3) FROM meaning),
    array_agg(weight / nullif((SELECT sum(weight) FROM of_word), 0) ORDER BY n), array_agg(reached ORDER BY n)
  INTO of_typed, meant, worths, weights, reached FROM of_word;

  -- Frequent words find no record by themselves, unless there are hardly others.
  found := ARRAY(
    SELECT ref FROM (
      SELECT r.ref, n, max(worth) * weights[n] AS worth
      FROM unnest(of_typed, meant, worths) AS m(n, word, worth)
      JOIN records r ON r.searched @@ quote_literal(m.word)::tsquery
      WHERE (reached[n] < 3000 OR n IN (SELECT n FROM unnest(weights) WITH ORDINALITY AS w(weight, n)
          ORDER BY weight DESC LIMIT 2))
        AND (of_kind IS NULL OR r.kind = of_kind)
      GROUP BY r.ref, n) having_one
    GROUP BY ref ORDER BY sum(worth) DESC, ref LIMIT 300);

  RETURN QUERY
  WITH places AS MATERIALIZED (
    SELECT r.ref, m.n, at, worth, CASE field WHEN 'A' THEN 1 WHEN 'B' THEN .94 WHEN 'C' THEN .8 ELSE .5 END AS field
    FROM records r, unnest(r.searched) AS u(lexeme, places, fields), unnest(places, fields) AS p(at, field),
      unnest(of_typed, meant, worths) AS m(n, word, worth)
    WHERE r.ref = ANY (found) AND m.word = lexeme
  ), best AS (
    SELECT ref, n, max(worth * field) AS worth, coalesce(max(worth) FILTER (WHERE field = 1), 0) AS own
    FROM places GROUP BY ref, n
  ), had AS (
    SELECT ref, sum(worth * weights[n]) AS worth,
      CASE WHEN count(*) = cardinality(typed) THEN min(worth) ELSE 0 END AS least,
      CASE WHEN count(*) = cardinality(typed) THEN min(own) ELSE 0 END AS own
    FROM best GROUP BY ref
  ), beside AS (
    SELECT ref, sum(worth * (weights[n] + weights[n + 1])) AS worth FROM (
      SELECT a.ref, a.n, max(least(a.worth, b.worth) * a.field) AS worth
      FROM places a JOIN places b ON b.ref = a.ref AND b.n = a.n + 1 AND b.at = a.at + 1 GROUP BY a.ref, a.n) pair
    GROUP BY ref
  ), pairs AS (
    SELECT sum(weights[n] + weights[n + 1]) AS weight FROM generate_series(1, cardinality(typed) - 1) n
  )
  SELECT r.ref, r.kind, r.title, had.worth + .3 * had.least ^ 2
      + CASE
        WHEN fold(r.title) = fold(query) THEN .5
        WHEN cardinality(typed) > 1 THEN .3 * had.own ^ 2
        WHEN r.kind IN ('person', 'topic', 'event') THEN .5 * had.own
        ELSE 0 END
      + .2 * coalesce(beside.worth / nullif(pairs.weight, 0), 0)
      + .5 / log(2, 8 + length(ts_filter(r.searched, '{a}')))::float8 + .12 * closeness(query, r.title) AS score
  FROM pairs, had JOIN records r USING (ref) LEFT JOIN beside USING (ref)
  ORDER BY score DESC, array_position('{person,topic,event,quote,article}', r.kind), r.path, r.number LIMIT most;
END
$$;
