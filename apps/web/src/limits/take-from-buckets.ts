/**
 * Takes one from each bucket of `KEYS`, or from none if one is empty: the function of the same name in Postgres, in
 * Lua. `ARGV` has how many each holds, and the microseconds after which one comes back. The value of a key is when its
 * bucket will be full again, by Redis's clock in microseconds; the key expires then.
 */
export const TAKE_FROM_BUCKETS = `
local time = redis.call("TIME")
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local full_then = {}
for i, key in ipairs(KEYS) do
  local burst, refill = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  local full_at = tonumber(redis.call("GET", key) or now)
  full_then[i] = math.max(full_at, now) + refill
  local short = full_then[i] - now - burst * refill
  if short > 0 then return { "wait", math.ceil(short / 1000) } end
end
for i, key in ipairs(KEYS) do
  local lives = math.ceil((full_then[i] - now) / 1000)
  redis.call("SET", key, string.format("%.0f", full_then[i]), "PX", string.format("%.0f", lives))
end
return { "taken", 0 }
`;
