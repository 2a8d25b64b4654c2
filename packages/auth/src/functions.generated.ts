/* Written from the database's catalogue by a test, which keeps it true. */

export const HASH = "89260098affb";

export interface Functions {
  challenge_status: {
    takes: {
      challenge: string;
      purpose: string;
      may_withhold: boolean;
      open_collections: string[];
      per_address: number;
      per_device: number;
      length_guesses: number[];
      bursts: number[] | null;
      refill_seconds: number | null;
      most_mails: number;
      resend_after: number;
    };
    row: {
      sealed: Buffer | null;
      code_length: number | null;
      code_expires_at: Date;
      resend_at: Date | null;
      consumed: boolean;
      state: string;
    };
  };
  change_password: {
    takes: {
      user: string;
      session: string;
      password_hash: string;
      budget: Buffer;
      told_id: string;
      told: Buffer;
      secret_hash: Buffer;
      previous_hash: Buffer | null;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      ttl: number;
      absolute_ttl: number;
      device_addresses: Buffer[];
      notice_id: string;
      notice: Buffer;
      most_an_hour: number;
    };
    row: {
      verdict: string;
      session_id: string;
      created_at: Date;
      authenticated_at: Date;
      expires_at: Date;
      last_seen_at: Date;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      audience: string | null;
      user_id: string;
      email: string;
      email_verified: boolean;
      collection: string;
      has_password: boolean;
      user_created_at: Date;
    };
  };
  complete_password_reset: {
    takes: {
      token_hash: Buffer;
      refill_seconds: number | null;
      password_hash: string | null;
      locale: string | null;
      told_id: string | null;
      told: Buffer | null;
      secret_hash: Buffer | null;
      previous_hash: Buffer | null;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      ttl: number;
      absolute_ttl: number;
      device_addresses: Buffer[];
      notice_id: string;
      notice: Buffer;
      most_an_hour: number;
    };
    row: {
      verdict: string;
      session_id: string | null;
      created_at: Date;
      authenticated_at: Date;
      expires_at: Date;
      last_seen_at: Date;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      audience: string | null;
      user_id: string;
      email: string;
      email_verified: boolean;
      collection: string;
      has_password: boolean;
      user_created_at: Date;
    };
  };
  confirm_email_change: {
    takes: {
      user: string;
      email: string;
      challenge: string | null;
      code_hashes: Buffer[] | null;
      token_hash: Buffer | null;
      networks: Buffer[];
      per_network: number[];
      per_address: number;
      per_device: number;
      length_guesses: number[];
      refill_seconds: number | null;
      told_id: string | null;
      told: Buffer | null;
      farewell_id: string | null;
      farewell: Buffer | null;
      undo_id: string | null;
      undo_hash: Buffer | null;
      undo_sealed: Buffer | null;
      undo_ttl: number | null;
      secret_hash: Buffer;
      previous_hash: Buffer | null;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      ttl: number;
      absolute_ttl: number;
      device_addresses: Buffer[];
      notice_id: string;
      notice: Buffer;
      most_an_hour: number;
    };
    row: {
      verdict: string;
      session_id: string;
      created_at: Date;
      authenticated_at: Date;
      expires_at: Date;
      last_seen_at: Date;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      audience: string | null;
      user_id: string;
      email: string;
      email_verified: boolean;
      collection: string;
      has_password: boolean;
      user_created_at: Date;
    };
  };
  confirm_email_verification: {
    takes: {
      user: string;
      session: string;
      challenge: string | null;
      code_hashes: Buffer[] | null;
      token_hash: Buffer | null;
      networks: Buffer[];
      per_network: number[];
      per_address: number;
      per_device: number;
      length_guesses: number[];
      refill_seconds: number | null;
    };
    row: {
      verdict: string;
      session_id: string;
      created_at: Date;
      authenticated_at: Date;
      expires_at: Date;
      last_seen_at: Date;
      user_agent: string;
      ip: string;
      place: string;
      audience: string;
      user_id: string;
      email: string;
      email_verified: boolean;
      collection: string;
      has_password: boolean;
      user_created_at: Date;
    };
  };
  confirm_sign_up: {
    takes: {
      challenge: string | null;
      code_hashes: Buffer[] | null;
      token_hash: Buffer | null;
      networks: Buffer[];
      per_network: number[];
      per_address: number;
      per_device: number;
      length_guesses: number[];
      refill_seconds: number | null;
      open_collections: string[];
      password_hash: string | null;
      locale: string | null;
      secret_hash: Buffer;
      previous_hash: Buffer | null;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      ttl: number;
      absolute_ttl: number;
    };
    row: {
      verdict: string;
      session_id: string;
      created_at: Date;
      authenticated_at: Date;
      expires_at: Date;
      last_seen_at: Date;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      audience: string | null;
      user_id: string;
      email: string;
      email_verified: boolean;
      collection: string;
      has_password: boolean;
      user_created_at: Date;
    };
  };
  create_account: {
    takes: {
      collection: string;
      email: string;
      verified: boolean;
      locale: string | null;
    };
    row: {
      user_id: string;
      email: string;
      email_verified: boolean;
      collection: string;
      has_password: boolean;
      user_created_at: Date;
      disabled_at: Date | null;
    };
  };
  delete_account: {
    takes: {
      user: string;
      session: string;
      told_id: string;
      told: Buffer;
    };
    row: {
      delete_account: boolean;
    };
  };
  disable_account: {
    takes: {
      user: string;
    };
    row: {
      user_id: string;
      email: string;
      email_verified: boolean;
      collection: string;
      has_password: boolean;
      user_created_at: Date;
      disabled_at: Date | null;
    };
  };
  enable_account: {
    takes: {
      user: string;
    };
    row: {
      user_id: string;
      email: string;
      email_verified: boolean;
      collection: string;
      has_password: boolean;
      user_created_at: Date;
      disabled_at: Date | null;
    };
  };
  end_account_session: {
    takes: {
      session: string;
    };
    row: {
      user_id: string;
    };
  };
  end_account_tokens: {
    takes: {
      purpose: string;
      user: string;
    };
    row: {
      end_account_tokens: string;
    };
  };
  end_all_sessions: {
    takes: {
      user: string;
    };
    row: {
      end_all_sessions: boolean;
    };
  };
  end_session: {
    takes: {
      secret_hash: Buffer;
    };
    row: {
      user_id: string;
    };
  };
  find_account: {
    takes: {
      collection: string;
      email: string;
    };
    row: {
      user_id: string;
      email: string;
      email_verified: boolean;
      collection: string;
      has_password: boolean;
      user_created_at: Date;
      disabled_at: Date | null;
    };
  };
  find_session: {
    takes: {
      secret_hash: Buffer;
      ttl: number;
    };
    row: {
      verdict: string | null;
      session_id: string;
      created_at: Date;
      authenticated_at: Date;
      expires_at: Date;
      last_seen_at: Date;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      audience: string | null;
      user_id: string;
      email: string;
      email_verified: boolean;
      collection: string;
      has_password: boolean;
      user_created_at: Date;
    };
  };
  generate_one_time_token: {
    takes: {
      id: string;
      session: string;
      token_hash: Buffer;
      ttl: number;
      audience: string | null;
      code_challenge: string | null;
    };
    row: {
      token_expires_at: Date;
    };
  };
  get_account: {
    takes: {
      user: string;
    };
    row: {
      user_id: string;
      email: string;
      email_verified: boolean;
      collection: string;
      has_password: boolean;
      user_created_at: Date;
      disabled_at: Date | null;
    };
  };
  give_guess_back: {
    takes: {
      budgets: Buffer[];
      slots: number[];
    };
    row: {
      give_guess_back: string;
    };
  };
  inspect_link: {
    takes: {
      purpose: string;
      token_hash: Buffer;
      outlives_changes: boolean;
    };
    row: {
      id: string;
      collection: string;
      email: string;
      user_id: string | null;
      sealed: Buffer | null;
      token_expires_at: Date;
      state: string;
    };
  };
  inspect_one_time_token: {
    takes: {
      token_hash: Buffer;
    };
    row: {
      state: string;
      user_id: string;
      email: string;
      token_expires_at: Date;
    };
  };
  is_fresh: {
    takes: {
      session: string;
      fresh_seconds: number;
    };
    row: {
      is_fresh: boolean;
    };
  };
  issue_account_token: {
    takes: {
      id: string;
      purpose: string;
      collection: string;
      user: string;
      budget: Buffer | null;
      per_address: number;
      per_device: number;
      length_guesses: number[];
      digits: number | null;
      code_hashes: Buffer[] | null;
      code_ttl: number | null;
      max_attempts: number | null;
      token_hash: Buffer | null;
      token_ttl: number | null;
    };
    row: {
      code_length: number | null;
      over_at: Date;
    };
  };
  issue_session: {
    takes: {
      user: string;
      secret_hash: Buffer;
      ttl: number;
      absolute_ttl: number;
    };
    row: {
      verdict: string | null;
      session_id: string;
      created_at: Date;
      authenticated_at: Date;
      expires_at: Date;
      last_seen_at: Date;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      audience: string | null;
      user_id: string;
      email: string;
      email_verified: boolean;
      collection: string;
      has_password: boolean;
      user_created_at: Date;
    };
  };
  list_sessions: {
    takes: {
      user: string;
      own: string;
    };
    row: {
      session_id: string;
      created_at: Date;
      authenticated_at: Date;
      expires_at: Date;
      last_seen_at: Date;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      audience: string | null;
      parent_id: string | null;
    };
  };
  one_time_token_status: {
    takes: {
      session: string;
      token_hash: Buffer;
    };
    row: {
      state: string;
      token_expires_at: Date;
      taken_by: string | null;
    };
  };
  open_mail: {
    takes: {
      mail: string;
      token: string;
      outlives_changes: boolean;
      per_address: number;
      per_device: number;
      length_guesses: number[];
    };
    row: {
      id: string;
      collection: string;
      email: string;
      sealed: Buffer;
      code_alive: boolean;
      code_length: number | null;
      code_expires_at: Date | null;
      token_expires_at: Date;
      resolved_at: Date;
      known: boolean;
      enabled: boolean;
      locale: string | null;
      address_is_free: boolean;
      withheld: boolean;
    };
  };
  open_notice: {
    takes: {
      mail: string;
    };
    row: {
      email: string | null;
      sealed: Buffer | null;
      locale: string | null;
      repeats: number;
      resolved_at: Date;
    };
  };
  redeem_account_code: {
    takes: {
      purpose: string;
      user: string;
      code_hashes: Buffer[];
      consumes: boolean;
      per_address: number;
      per_device: number;
      length_guesses: number[];
    };
    row: {
      verdict: string;
      user_id: string | null;
      email: string | null;
      over_at: Date | null;
    };
  };
  redeem_account_token: {
    takes: {
      purpose: string;
      token_hash: Buffer;
      consumes: boolean;
    };
    row: {
      verdict: string;
      user_id: string | null;
      email: string | null;
      over_at: Date | null;
    };
  };
  remember_locale: {
    takes: {
      user: string;
      locale: string;
    };
    row: {
      remember_locale: string;
    };
  };
  resend_challenge: {
    takes: {
      challenge: string;
      purpose: string;
      owner: string | null;
      mail: string;
      per_address: number;
      per_device: number;
      length_guesses: number[];
      bursts: number[] | null;
      refill_seconds: number | null;
      most_mails: number;
      resend_after: number;
    };
    row: {
      verdict: string;
      retry_after_ms: number | null;
      sealed: Buffer | null;
      code_length: number | null;
      code_expires_at: Date;
      resend_at: Date | null;
    };
  };
  reserve_password_guess: {
    takes: {
      collection: string;
      email: string;
      budget: Buffer;
      device_budget: Buffer | null;
      networks: Buffer[];
      per_network: number[];
      per_address: number;
      per_device: number;
    };
    row: {
      admitted: boolean;
      budgets: Buffer[] | null;
      slots: number[] | null;
      user_id: string | null;
      password_hash: string | null;
    };
  };
  revoke_other_sessions: {
    takes: {
      user: string;
      own: string;
    };
    row: {
      revoke_other_sessions: number;
    };
  };
  revoke_session: {
    takes: {
      user: string;
      own: string;
      session: string;
    };
    row: {
      revoke_session: boolean;
    };
  };
  set_password: {
    takes: {
      collection: string;
      email: string;
      password_hash: string;
    };
    row: {
      set_password: boolean;
    };
  };
  sign_in_by_email: {
    takes: {
      challenge: string | null;
      code_hashes: Buffer[] | null;
      token_hash: Buffer | null;
      networks: Buffer[];
      per_network: number[];
      per_address: number;
      per_device: number;
      length_guesses: number[];
      refill_seconds: number | null;
      open_collections: string[];
      secret_hash: Buffer;
      previous_hash: Buffer | null;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      locale: string | null;
      ttl: number;
      absolute_ttl: number;
      device_addresses: Buffer[];
      notice_id: string | null;
      notice: Buffer | null;
      most_an_hour: number;
    };
    row: {
      verdict: string;
      session_id: string;
      created_at: Date;
      authenticated_at: Date;
      expires_at: Date;
      last_seen_at: Date;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      audience: string | null;
      user_id: string;
      email: string;
      email_verified: boolean;
      collection: string;
      has_password: boolean;
      user_created_at: Date;
    };
  };
  sign_in_by_password: {
    takes: {
      user: string;
      judged_hash: string;
      password_hash: string | null;
      locale: string | null;
      budget: Buffer;
      spent_budgets: Buffer[];
      spent_slots: number[];
      secret_hash: Buffer;
      previous_hash: Buffer | null;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      ttl: number;
      absolute_ttl: number;
      device_addresses: Buffer[];
      notice_id: string;
      notice: Buffer;
      most_an_hour: number;
    };
    row: {
      verdict: string;
      session_id: string;
      created_at: Date;
      authenticated_at: Date;
      expires_at: Date;
      last_seen_at: Date;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      audience: string | null;
      user_id: string;
      email: string;
      email_verified: boolean;
      collection: string;
      has_password: boolean;
      user_created_at: Date;
    };
  };
  start_challenge: {
    takes: {
      id: string;
      purpose: string;
      collection: string;
      email: string;
      user: string | null;
      sealed: Buffer;
      budget: Buffer;
      device_budget: Buffer | null;
      per_address: number;
      per_device: number;
      length_guesses: number[] | null;
      digits: number | null;
      code_hashes: Buffer[] | null;
      code_ttl: number | null;
      max_attempts: number | null;
      token_hash: Buffer;
      token_ttl: number;
      mail: string;
      mail_priority: number;
      network_key: Buffer;
      domain_key: Buffer;
      mail_bucket: Buffer;
      mailbox_bucket: Buffer;
      device_mail_bucket: Buffer | null;
      bursts: number[] | null;
      refill_seconds: number | null;
      most_mails: number;
      resend_after: number;
    };
    row: {
      verdict: string;
      code_length: number | null;
      code_expires_at: Date;
      resend_at: Date | null;
    };
  };
  take_from_buckets: {
    takes: {
      buckets: Buffer[];
      bursts: number[];
      refill_seconds: number[];
    };
    row: {
      take_from_buckets: number;
    };
  };
  undo_email_change: {
    takes: {
      token_hash: Buffer;
      refill_seconds: number | null;
      told_id: string | null;
      told: Buffer | null;
      farewell_id: string | null;
      farewell: Buffer | null;
      most_an_hour: number;
    };
    row: {
      verdict: string;
      current_email: string | null;
      previous_email: string | null;
    };
  };
  verify_one_time_token: {
    takes: {
      token_hash: Buffer;
      audience: string | null;
      code_challenge: string | null;
      secret_hash: Buffer;
      previous_hash: Buffer | null;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      ttl: number;
    };
    row: {
      verdict: string;
      session_id: string;
      created_at: Date;
      authenticated_at: Date;
      expires_at: Date;
      last_seen_at: Date;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      audience: string | null;
      user_id: string;
      email: string;
      email_verified: boolean;
      collection: string;
      has_password: boolean;
      user_created_at: Date;
    };
  };
  withdraw_one_time_token: {
    takes: {
      session: string;
      token_hash: Buffer;
    };
    row: {
      withdraw_one_time_token: boolean;
    };
  };
}

export const PARAMETERS = {
  challenge_status: ["challenge", "purpose", "may_withhold", "open_collections", "per_address", "per_device", "length_guesses", "bursts", "refill_seconds", "most_mails", "resend_after"],
  change_password: ["user", "session", "password_hash", "budget", "told_id", "told", "secret_hash", "previous_hash", "user_agent", "ip", "place", "ttl", "absolute_ttl", "device_addresses", "notice_id", "notice", "most_an_hour"],
  complete_password_reset: ["token_hash", "refill_seconds", "password_hash", "locale", "told_id", "told", "secret_hash", "previous_hash", "user_agent", "ip", "place", "ttl", "absolute_ttl", "device_addresses", "notice_id", "notice", "most_an_hour"],
  confirm_email_change: ["user", "email", "challenge", "code_hashes", "token_hash", "networks", "per_network", "per_address", "per_device", "length_guesses", "refill_seconds", "told_id", "told", "farewell_id", "farewell", "undo_id", "undo_hash", "undo_sealed", "undo_ttl", "secret_hash", "previous_hash", "user_agent", "ip", "place", "ttl", "absolute_ttl", "device_addresses", "notice_id", "notice", "most_an_hour"],
  confirm_email_verification: ["user", "session", "challenge", "code_hashes", "token_hash", "networks", "per_network", "per_address", "per_device", "length_guesses", "refill_seconds"],
  confirm_sign_up: ["challenge", "code_hashes", "token_hash", "networks", "per_network", "per_address", "per_device", "length_guesses", "refill_seconds", "open_collections", "password_hash", "locale", "secret_hash", "previous_hash", "user_agent", "ip", "place", "ttl", "absolute_ttl"],
  create_account: ["collection", "email", "verified", "locale"],
  delete_account: ["user", "session", "told_id", "told"],
  disable_account: ["user"],
  enable_account: ["user"],
  end_account_session: ["session"],
  end_account_tokens: ["purpose", "user"],
  end_all_sessions: ["user"],
  end_session: ["secret_hash"],
  find_account: ["collection", "email"],
  find_session: ["secret_hash", "ttl"],
  generate_one_time_token: ["id", "session", "token_hash", "ttl", "audience", "code_challenge"],
  get_account: ["user"],
  give_guess_back: ["budgets", "slots"],
  inspect_link: ["purpose", "token_hash", "outlives_changes"],
  inspect_one_time_token: ["token_hash"],
  is_fresh: ["session", "fresh_seconds"],
  issue_account_token: ["id", "purpose", "collection", "user", "budget", "per_address", "per_device", "length_guesses", "digits", "code_hashes", "code_ttl", "max_attempts", "token_hash", "token_ttl"],
  issue_session: ["user", "secret_hash", "ttl", "absolute_ttl"],
  list_sessions: ["user", "own"],
  one_time_token_status: ["session", "token_hash"],
  open_mail: ["mail", "token", "outlives_changes", "per_address", "per_device", "length_guesses"],
  open_notice: ["mail"],
  redeem_account_code: ["purpose", "user", "code_hashes", "consumes", "per_address", "per_device", "length_guesses"],
  redeem_account_token: ["purpose", "token_hash", "consumes"],
  remember_locale: ["user", "locale"],
  resend_challenge: ["challenge", "purpose", "owner", "mail", "per_address", "per_device", "length_guesses", "bursts", "refill_seconds", "most_mails", "resend_after"],
  reserve_password_guess: ["collection", "email", "budget", "device_budget", "networks", "per_network", "per_address", "per_device"],
  revoke_other_sessions: ["user", "own"],
  revoke_session: ["user", "own", "session"],
  set_password: ["collection", "email", "password_hash"],
  sign_in_by_email: ["challenge", "code_hashes", "token_hash", "networks", "per_network", "per_address", "per_device", "length_guesses", "refill_seconds", "open_collections", "secret_hash", "previous_hash", "user_agent", "ip", "place", "locale", "ttl", "absolute_ttl", "device_addresses", "notice_id", "notice", "most_an_hour"],
  sign_in_by_password: ["user", "judged_hash", "password_hash", "locale", "budget", "spent_budgets", "spent_slots", "secret_hash", "previous_hash", "user_agent", "ip", "place", "ttl", "absolute_ttl", "device_addresses", "notice_id", "notice", "most_an_hour"],
  start_challenge: ["id", "purpose", "collection", "email", "user", "sealed", "budget", "device_budget", "per_address", "per_device", "length_guesses", "digits", "code_hashes", "code_ttl", "max_attempts", "token_hash", "token_ttl", "mail", "mail_priority", "network_key", "domain_key", "mail_bucket", "mailbox_bucket", "device_mail_bucket", "bursts", "refill_seconds", "most_mails", "resend_after"],
  take_from_buckets: ["buckets", "bursts", "refill_seconds"],
  undo_email_change: ["token_hash", "refill_seconds", "told_id", "told", "farewell_id", "farewell", "most_an_hour"],
  verify_one_time_token: ["token_hash", "audience", "code_challenge", "secret_hash", "previous_hash", "user_agent", "ip", "place", "ttl"],
  withdraw_one_time_token: ["session", "token_hash"],
} as const;
