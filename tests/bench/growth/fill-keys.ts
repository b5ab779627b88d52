/** A UUIDv7 of a time and a seed: the same again from the same two. */
export const keyOf = (at: string, seed: string) => `overlay(
  overlay(
    md5(${seed}) placing lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0') || '7'
    from 1
  ) placing '8' from 17
)::uuid`

/** A number that looks like chance, the same each time. */
export const hashOf = (at: string) =>
  `(hashint4extended((${at})::integer, 0) & 1073741823)::integer`
