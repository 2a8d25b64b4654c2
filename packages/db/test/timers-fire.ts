/**
 * Whether timers of Postgres fire, such as `lock_timeout`. None does where `.ci/test-on-another-day` sets Postgres's
 * clock.
 */
export const timersFire = process.env.TEST_POSTGRES_ENV === undefined;
