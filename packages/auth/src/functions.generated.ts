/* Written from the database's catalogue by a test, which keeps it true. */

export const HASH = "d0ff2c746c04";

export interface Functions {
  accept_invitation: {
    takes: {
      token: string | null;
      token_hash: Buffer;
      refill_seconds: number | null;
      collections: string[] | null;
      open_collections: string[];
      secret_hash: Buffer;
      previous_hash: Buffer | null;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      audience: string | null;
      registration: string | null;
      locale: string | null;
      ttl: unknown;
      absolute_ttl: unknown;
      devices: Buffer[];
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
  approve_challenge: {
    takes: {
      purpose: string;
      token: string | null;
      token_hash: Buffer;
      is_right: boolean;
    };
    row: {
      verdict: string;
    };
  };
  challenge_status: {
    takes: {
      challenge: string;
      purpose: string;
      owner: string | null;
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
      tries_left: number | null;
      consumed: boolean;
      approved: boolean;
      carries_code: boolean;
      state: string;
    };
  };
  change_app: {
    takes: {
      id: string;
      settings: unknown;
    };
    row: {
      verdict: string;
      taken_by: string | null;
    };
  };
  change_password: {
    takes: {
      user: string;
      session: string;
      password_hash: string;
      budget: Buffer;
      change_notice_id: string;
      change_notice: Buffer;
      secret_hash: Buffer;
      previous_hash: Buffer | null;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      audience: string | null;
      ttl: unknown;
      absolute_ttl: unknown;
      devices: Buffer[];
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
  claim_mails: {
    takes: {
      lease: string;
      notices: boolean;
      limit: number;
      per_minute: number | null;
      reserved: number;
      evenly: number;
      even_seconds: number;
      uncrowded: number;
      budget_bucket: Buffer;
      budget: number | null;
      known_bucket: Buffer;
      known_budget: number | null;
      budget_seconds: number | null;
    };
    row: {
      id: string;
      state: string;
      kind: string;
      token_id: string | null;
      tries: number;
      rendition: Buffer | null;
      lives_ms: number;
    };
  };
  complete_password_reset: {
    takes: {
      token: string | null;
      token_hash: Buffer;
      refill_seconds: number | null;
      collections: string[] | null;
      password_hash: string | null;
      locale: string | null;
      change_notice_id: string | null;
      change_notice: Buffer | null;
      secret_hash: Buffer | null;
      previous_hash: Buffer | null;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      audience: string | null;
      registration: string | null;
      ttl: unknown;
      absolute_ttl: unknown;
      devices: Buffer[];
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
      session: string;
      email: string;
      token: string | null;
      code_hashes: Buffer[] | null;
      token_hash: Buffer | null;
      networks: Buffer[];
      per_network: number[];
      per_address: number;
      per_device: number;
      length_guesses: number[];
      refill_seconds: number | null;
      change_notice_id: string | null;
      change_notice: Buffer | null;
      old_notice_id: string | null;
      old_notice: Buffer | null;
      undo_id: string | null;
      undo_hash: Buffer | null;
      undo_sealed: Buffer | null;
      undo_ttl: number | null;
      secret_hash: Buffer;
      previous_hash: Buffer | null;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      audience: string | null;
      ttl: unknown;
      absolute_ttl: unknown;
      devices: Buffer[];
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
      token: string | null;
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
      token: string | null;
      code_hashes: Buffer[] | null;
      token_hash: Buffer | null;
      networks: Buffer[];
      per_network: number[];
      per_address: number;
      per_device: number;
      length_guesses: number[];
      refill_seconds: number | null;
      collections: string[] | null;
      open_collections: string[];
      password_hash: string | null;
      locale: string | null;
      secret_hash: Buffer;
      previous_hash: Buffer | null;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      audience: string | null;
      registration: string | null;
      ttl: unknown;
      absolute_ttl: unknown;
      devices: Buffer[];
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
  decide_device_authorization: {
    takes: {
      id: string;
      user: string;
      session: string;
      sealed: Buffer | null;
    };
    row: {
      decide_device_authorization: boolean;
    };
  };
  delete_account: {
    takes: {
      user: string;
      session: string | null;
      email: string;
      change_notice_id: string;
      change_notice: Buffer;
      former: string[];
      former_notice_ids: string[];
      former_notices: Buffer[];
    };
    row: {
      verdict: string;
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
  drop_app_sessions: {
    takes: {
    };
    row: {
      drop_app_sessions: boolean;
    };
  };
  drop_device_authorizations: {
    takes: {
    };
    row: {
      drop_device_authorizations: boolean;
    };
  };
  drop_sessions: {
    takes: {
    };
    row: {
      drop_sessions: boolean;
    };
  };
  drop_tokens: {
    takes: {
    };
    row: {
      drop_tokens: boolean;
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
  end_replayed: {
    takes: {
      token: string | null;
      token_hash: Buffer;
      audience: string;
      code_challenge: string;
    };
    row: {
      user_id: string;
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
  exchange_user_code: {
    takes: {
      code_hashes: Buffer[];
      networks: Buffer[];
      per_network: number[];
      wrong_a_day: number;
    };
    row: {
      verdict: string;
      id: string | null;
      sealed: Buffer | null;
    };
  };
  expire_mails: {
    takes: {
    };
    row: {
      expire_mails: boolean;
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
  find_device_authorization: {
    takes: {
      user_code_hashes: Buffer[];
      issuer: string;
      networks: Buffer[];
      per_network: number[];
      budget: Buffer | null;
      per_budget: number | null;
    };
    row: {
      verdict: string;
      id: string | null;
      app: string | null;
      device_hash: Buffer | null;
      place: string | null;
    };
  };
  find_session: {
    takes: {
      secret_hash: Buffer;
      ttl: unknown;
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
      token: string | null;
      token_hash: Buffer;
      ttl: number;
      audience: string | null;
      registration: string | null;
      code_challenge: string | null;
      code_hash: Buffer | null;
      sealed: Buffer | null;
    };
    row: {
      verdict: string;
      token_expires_at: Date | null;
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
  give_consent: {
    takes: {
      session: string;
      app: string;
      registration: string | null;
    };
    row: {
      give_consent: boolean;
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
      token: string | null;
      token_hash: Buffer;
      outlives_changes: boolean;
      per_address: number;
      per_device: number;
      length_guesses: number[];
    };
    row: {
      id: string;
      collection: string;
      email: string;
      user_id: string | null;
      sealed: Buffer | null;
      token_expires_at: Date;
      state: string;
      code_length: number | null;
      approved: boolean | null;
      existing: boolean;
    };
  };
  inspect_one_time_token: {
    takes: {
      token: string | null;
      token_hash: Buffer;
    };
    row: {
      state: string;
      user_id: string;
      collection: string;
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
      address_key: Buffer | null;
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
      ttl: unknown;
      absolute_ttl: unknown;
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
  keep_renditions: {
    takes: {
      mails: string[];
      renditions: Buffer[];
      ends: (Date | null)[];
    };
    row: {
      id: string;
      rendition: Buffer;
      lives_ms: number;
    };
  };
  list_consents: {
    takes: {
      user: string;
    };
    row: {
      app: string;
      given_at: Date;
    };
  };
  list_failed_mails: {
    takes: {
      limit: number;
      collection: string | null;
    };
    row: {
      id: string;
      kind: string;
      to: string | null;
      reason: string | null;
      tries: number;
      created_at: Date;
      settled_at: Date;
      resendable: boolean;
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
  lock_tokens: {
    takes: {
      tokens: string[];
      token_hashes: Buffer[];
    };
    row: {
      lock_tokens: boolean;
    };
  };
  mail_standing: {
    takes: {
      mail_bucket: Buffer;
      mailbox_bucket: Buffer | null;
      bursts: number[];
      refill_seconds: number;
    };
    row: {
      mails_left: number;
      next_at: Date | null;
    };
  };
  note_mail_event: {
    takes: {
      mail: string | null;
      provider: string;
      provider_id: string;
      state: string;
      at: Date;
      bounce: string | null;
      rank: string[];
      email: string | null;
      suppresses: string | null;
    };
    row: {
      note_mail_event: boolean;
    };
  };
  one_time_token_status: {
    takes: {
      session: string;
      token: string | null;
      token_hash: Buffer;
    };
    row: {
      state: string;
      token_expires_at: Date;
      taken_by: string | null;
      id: string;
      sealed: Buffer | null;
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
      collection: string | null;
      sealed: Buffer | null;
      locale: string | null;
      repeats: number;
      resolved_at: Date;
    };
  };
  poll_device_authorization: {
    takes: {
      device_hash: Buffer;
      app: string;
      issuer: string;
    };
    row: {
      verdict: string;
      id: string | null;
      scope: string | null;
      sealed: Buffer | null;
    };
  };
  put_mail_back: {
    takes: {
      mail: string;
      lease: string;
      pause_ms: number;
      reason: string | null;
    };
    row: {
      state: string;
    };
  };
  record_events: {
    takes: {
      events: string;
    };
    row: {
      record_events: string;
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
      token: string | null;
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
  refill_mailbox: {
    takes: {
      mail_bucket: Buffer;
      mailbox_bucket: Buffer | null;
      bursts: number[];
      refill_seconds: number;
    };
    row: {
      refill_mailbox: boolean;
    };
  };
  register_app: {
    takes: {
      id: string;
      settings: unknown;
      secret_hash: string | null;
    };
    row: {
      verdict: string;
      taken_by: string | null;
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
  remove_app: {
    takes: {
      id: string;
    };
    row: {
      remove_app: boolean;
    };
  };
  renew_mails: {
    takes: {
      lease: string;
      mails: string[];
    };
    row: {
      renew_mails: string;
    };
  };
  request_device_authorization: {
    takes: {
      id: string;
      app: string;
      registration: string | null;
      issuer: string;
      scope: string;
      device_hash: Buffer;
      user_code_hash: Buffer;
      place: string | null;
      ttl: number;
      interval: number;
    };
    row: {
      expires_at: Date;
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
  resend_mail: {
    takes: {
      mail: string;
      id: string;
      sealed: Buffer | null;
      collection: string | null;
    };
    row: {
      token_id: string | null;
      user_id: string | null;
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
  session_method: {
    takes: {
      session: string;
    };
    row: {
      session_method: string | null;
    };
  };
  set_account_password: {
    takes: {
      user: string;
      password_hash: string;
      ends_sessions: boolean;
      change_notice_id: string;
      change_notice: Buffer;
      most_an_hour: number;
    };
    row: {
      set_account_password: boolean;
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
  settle_mails: {
    takes: {
      outcomes: string;
    };
    row: {
      settle_mails: string;
    };
  };
  sign_in_by_email: {
    takes: {
      token: string | null;
      code_hashes: Buffer[] | null;
      token_hash: Buffer | null;
      networks: Buffer[];
      per_network: number[];
      per_address: number;
      per_device: number;
      length_guesses: number[];
      refill_seconds: number | null;
      collections: string[] | null;
      open_collections: string[];
      secret_hash: Buffer;
      previous_hash: Buffer | null;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      audience: string | null;
      registration: string | null;
      locale: string | null;
      ttl: unknown;
      absolute_ttl: unknown;
      devices: Buffer[];
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
      email: string;
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
      audience: string | null;
      registration: string | null;
      ttl: unknown;
      absolute_ttl: unknown;
      devices: Buffer[];
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
      address_key: Buffer;
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
      mail: string | null;
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
      token_expires_at: Date | null;
      resend_at: Date | null;
      is_capped: boolean;
    };
  };
  suppress_address: {
    takes: {
      email: string;
      reason: string;
      at: Date | null;
    };
    row: {
      suppress_address: string;
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
  try_write: {
    takes: {
    };
    row: {
      try_write: string;
    };
  };
  undo_email_change: {
    takes: {
      token: string | null;
      token_hash: Buffer;
      refill_seconds: number | null;
      change_notice_id: string | null;
      change_notice: Buffer | null;
      leaving: string | null;
      old_notice_id: string | null;
      old_notice: Buffer | null;
      most_an_hour: number;
    };
    row: {
      verdict: string;
      current_email: string | null;
      previous_email: string | null;
      user_id: string | null;
      email: string | null;
      email_verified: boolean | null;
      collection: string | null;
      has_password: boolean | null;
      user_created_at: Date | null;
    };
  };
  unseal_tokens: {
    takes: {
    };
    row: {
      unseal_tokens: boolean;
    };
  };
  verify_one_time_token: {
    takes: {
      token: string | null;
      token_hash: Buffer;
      audience: string | null;
      registration: string | null;
      code_challenge: string | null;
      collections: string[] | null;
      secret_hash: Buffer;
      previous_hash: Buffer | null;
      user_agent: string | null;
      ip: string | null;
      place: string | null;
      ttl: unknown;
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
  withdraw_consent: {
    takes: {
      user: string;
      session: string;
      app: string;
    };
    row: {
      withdraw_consent: boolean;
    };
  };
  withdraw_one_time_token: {
    takes: {
      session: string;
      token: string | null;
      token_hash: Buffer;
    };
    row: {
      withdraw_one_time_token: boolean;
    };
  };
}

export const PARAMETERS = {
  accept_invitation: {
    token: "uuid",
    token_hash: "bytea",
    refill_seconds: "float8",
    collections: "text[]",
    open_collections: "text[]",
    secret_hash: "bytea",
    previous_hash: "bytea",
    user_agent: "text",
    ip: "text",
    place: "text",
    audience: "text",
    registration: "uuid",
    locale: "text",
    ttl: "jsonb",
    absolute_ttl: "jsonb",
    devices: "bytea[]",
    notice_id: "uuid",
    notice: "bytea",
    most_an_hour: "int4",
  },
  approve_challenge: {
    purpose: "text",
    token: "uuid",
    token_hash: "bytea",
    is_right: "bool",
  },
  challenge_status: {
    challenge: "uuid",
    purpose: "text",
    owner: "uuid",
    may_withhold: "bool",
    open_collections: "text[]",
    per_address: "int4",
    per_device: "int4",
    length_guesses: "int4[]",
    bursts: "int4[]",
    refill_seconds: "float8",
    most_mails: "int4",
    resend_after: "float8",
  },
  change_app: {
    id: "text",
    settings: "jsonb",
  },
  change_password: {
    user: "uuid",
    session: "uuid",
    password_hash: "text",
    budget: "bytea",
    change_notice_id: "uuid",
    change_notice: "bytea",
    secret_hash: "bytea",
    previous_hash: "bytea",
    user_agent: "text",
    ip: "text",
    place: "text",
    audience: "text",
    ttl: "jsonb",
    absolute_ttl: "jsonb",
    devices: "bytea[]",
    notice_id: "uuid",
    notice: "bytea",
    most_an_hour: "int4",
  },
  claim_mails: {
    lease: "uuid",
    notices: "bool",
    limit: "int4",
    per_minute: "int4",
    reserved: "int4",
    evenly: "int4",
    even_seconds: "float8",
    uncrowded: "int4",
    budget_bucket: "bytea",
    budget: "int4",
    known_bucket: "bytea",
    known_budget: "int4",
    budget_seconds: "float8",
  },
  complete_password_reset: {
    token: "uuid",
    token_hash: "bytea",
    refill_seconds: "float8",
    collections: "text[]",
    password_hash: "text",
    locale: "text",
    change_notice_id: "uuid",
    change_notice: "bytea",
    secret_hash: "bytea",
    previous_hash: "bytea",
    user_agent: "text",
    ip: "text",
    place: "text",
    audience: "text",
    registration: "uuid",
    ttl: "jsonb",
    absolute_ttl: "jsonb",
    devices: "bytea[]",
    notice_id: "uuid",
    notice: "bytea",
    most_an_hour: "int4",
  },
  confirm_email_change: {
    user: "uuid",
    session: "uuid",
    email: "text",
    token: "uuid",
    code_hashes: "bytea[]",
    token_hash: "bytea",
    networks: "bytea[]",
    per_network: "int4[]",
    per_address: "int4",
    per_device: "int4",
    length_guesses: "int4[]",
    refill_seconds: "float8",
    change_notice_id: "uuid",
    change_notice: "bytea",
    old_notice_id: "uuid",
    old_notice: "bytea",
    undo_id: "uuid",
    undo_hash: "bytea",
    undo_sealed: "bytea",
    undo_ttl: "float8",
    secret_hash: "bytea",
    previous_hash: "bytea",
    user_agent: "text",
    ip: "text",
    place: "text",
    audience: "text",
    ttl: "jsonb",
    absolute_ttl: "jsonb",
    devices: "bytea[]",
    notice_id: "uuid",
    notice: "bytea",
    most_an_hour: "int4",
  },
  confirm_email_verification: {
    user: "uuid",
    session: "uuid",
    token: "uuid",
    code_hashes: "bytea[]",
    token_hash: "bytea",
    networks: "bytea[]",
    per_network: "int4[]",
    per_address: "int4",
    per_device: "int4",
    length_guesses: "int4[]",
    refill_seconds: "float8",
  },
  confirm_sign_up: {
    token: "uuid",
    code_hashes: "bytea[]",
    token_hash: "bytea",
    networks: "bytea[]",
    per_network: "int4[]",
    per_address: "int4",
    per_device: "int4",
    length_guesses: "int4[]",
    refill_seconds: "float8",
    collections: "text[]",
    open_collections: "text[]",
    password_hash: "text",
    locale: "text",
    secret_hash: "bytea",
    previous_hash: "bytea",
    user_agent: "text",
    ip: "text",
    place: "text",
    audience: "text",
    registration: "uuid",
    ttl: "jsonb",
    absolute_ttl: "jsonb",
    devices: "bytea[]",
    notice_id: "uuid",
    notice: "bytea",
    most_an_hour: "int4",
  },
  create_account: {
    collection: "text",
    email: "text",
    verified: "bool",
    locale: "text",
  },
  decide_device_authorization: {
    id: "uuid",
    user: "uuid",
    session: "uuid",
    sealed: "bytea",
  },
  delete_account: {
    user: "uuid",
    session: "uuid",
    email: "text",
    change_notice_id: "uuid",
    change_notice: "bytea",
    former: "text[]",
    former_notice_ids: "uuid[]",
    former_notices: "bytea[]",
  },
  disable_account: {
    user: "uuid",
  },
  drop_app_sessions: {
  },
  drop_device_authorizations: {
  },
  drop_sessions: {
  },
  drop_tokens: {
  },
  enable_account: {
    user: "uuid",
  },
  end_account_session: {
    session: "uuid",
  },
  end_account_tokens: {
    purpose: "text",
    user: "uuid",
  },
  end_all_sessions: {
    user: "uuid",
  },
  end_replayed: {
    token: "uuid",
    token_hash: "bytea",
    audience: "text",
    code_challenge: "text",
  },
  end_session: {
    secret_hash: "bytea",
  },
  exchange_user_code: {
    code_hashes: "bytea[]",
    networks: "bytea[]",
    per_network: "int4[]",
    wrong_a_day: "int4",
  },
  expire_mails: {
  },
  find_account: {
    collection: "text",
    email: "text",
  },
  find_device_authorization: {
    user_code_hashes: "bytea[]",
    issuer: "text",
    networks: "bytea[]",
    per_network: "int4[]",
    budget: "bytea",
    per_budget: "int4",
  },
  find_session: {
    secret_hash: "bytea",
    ttl: "jsonb",
  },
  generate_one_time_token: {
    id: "uuid",
    session: "uuid",
    token: "uuid",
    token_hash: "bytea",
    ttl: "float8",
    audience: "text",
    registration: "uuid",
    code_challenge: "text",
    code_hash: "bytea",
    sealed: "bytea",
  },
  get_account: {
    user: "uuid",
  },
  give_consent: {
    session: "uuid",
    app: "text",
    registration: "uuid",
  },
  give_guess_back: {
    budgets: "bytea[]",
    slots: "int4[]",
  },
  inspect_link: {
    purpose: "text",
    token: "uuid",
    token_hash: "bytea",
    outlives_changes: "bool",
    per_address: "int4",
    per_device: "int4",
    length_guesses: "int4[]",
  },
  inspect_one_time_token: {
    token: "uuid",
    token_hash: "bytea",
  },
  is_fresh: {
    session: "uuid",
    fresh_seconds: "float8",
  },
  issue_account_token: {
    id: "uuid",
    purpose: "text",
    collection: "text",
    user: "uuid",
    address_key: "bytea",
    per_address: "int4",
    per_device: "int4",
    length_guesses: "int4[]",
    digits: "int4",
    code_hashes: "bytea[]",
    code_ttl: "float8",
    max_attempts: "int4",
    token_hash: "bytea",
    token_ttl: "float8",
  },
  issue_session: {
    user: "uuid",
    secret_hash: "bytea",
    ttl: "jsonb",
    absolute_ttl: "jsonb",
  },
  keep_renditions: {
    mails: "uuid[]",
    renditions: "bytea[]",
    ends: "timestamptz[]",
  },
  list_consents: {
    user: "uuid",
  },
  list_failed_mails: {
    limit: "int4",
    collection: "text",
  },
  list_sessions: {
    user: "uuid",
    own: "uuid",
  },
  lock_tokens: {
    tokens: "uuid[]",
    token_hashes: "bytea[]",
  },
  mail_standing: {
    mail_bucket: "bytea",
    mailbox_bucket: "bytea",
    bursts: "int4[]",
    refill_seconds: "float8",
  },
  note_mail_event: {
    mail: "uuid",
    provider: "text",
    provider_id: "text",
    state: "text",
    at: "timestamptz",
    bounce: "text",
    rank: "text[]",
    email: "text",
    suppresses: "text",
  },
  one_time_token_status: {
    session: "uuid",
    token: "uuid",
    token_hash: "bytea",
  },
  open_mail: {
    mail: "uuid",
    token: "uuid",
    outlives_changes: "bool",
    per_address: "int4",
    per_device: "int4",
    length_guesses: "int4[]",
  },
  open_notice: {
    mail: "uuid",
  },
  poll_device_authorization: {
    device_hash: "bytea",
    app: "text",
    issuer: "text",
  },
  put_mail_back: {
    mail: "uuid",
    lease: "uuid",
    pause_ms: "float8",
    reason: "text",
  },
  record_events: {
    events: "json",
  },
  redeem_account_code: {
    purpose: "text",
    user: "uuid",
    code_hashes: "bytea[]",
    consumes: "bool",
    per_address: "int4",
    per_device: "int4",
    length_guesses: "int4[]",
  },
  redeem_account_token: {
    purpose: "text",
    token: "uuid",
    token_hash: "bytea",
    consumes: "bool",
  },
  refill_mailbox: {
    mail_bucket: "bytea",
    mailbox_bucket: "bytea",
    bursts: "int4[]",
    refill_seconds: "float8",
  },
  register_app: {
    id: "text",
    settings: "jsonb",
    secret_hash: "text",
  },
  remember_locale: {
    user: "uuid",
    locale: "text",
  },
  remove_app: {
    id: "text",
  },
  renew_mails: {
    lease: "uuid",
    mails: "uuid[]",
  },
  request_device_authorization: {
    id: "uuid",
    app: "text",
    registration: "uuid",
    issuer: "text",
    scope: "text",
    device_hash: "bytea",
    user_code_hash: "bytea",
    place: "text",
    ttl: "float8",
    interval: "int4",
  },
  resend_challenge: {
    challenge: "uuid",
    purpose: "text",
    owner: "uuid",
    mail: "text",
    per_address: "int4",
    per_device: "int4",
    length_guesses: "int4[]",
    bursts: "int4[]",
    refill_seconds: "float8",
    most_mails: "int4",
    resend_after: "float8",
  },
  resend_mail: {
    mail: "uuid",
    id: "uuid",
    sealed: "bytea",
    collection: "text",
  },
  reserve_password_guess: {
    collection: "text",
    email: "text",
    budget: "bytea",
    device_budget: "bytea",
    networks: "bytea[]",
    per_network: "int4[]",
    per_address: "int4",
    per_device: "int4",
  },
  revoke_other_sessions: {
    user: "uuid",
    own: "uuid",
  },
  revoke_session: {
    user: "uuid",
    own: "uuid",
    session: "uuid",
  },
  session_method: {
    session: "uuid",
  },
  set_account_password: {
    user: "uuid",
    password_hash: "text",
    ends_sessions: "bool",
    change_notice_id: "uuid",
    change_notice: "bytea",
    most_an_hour: "int4",
  },
  set_password: {
    collection: "text",
    email: "text",
    password_hash: "text",
  },
  settle_mails: {
    outcomes: "json",
  },
  sign_in_by_email: {
    token: "uuid",
    code_hashes: "bytea[]",
    token_hash: "bytea",
    networks: "bytea[]",
    per_network: "int4[]",
    per_address: "int4",
    per_device: "int4",
    length_guesses: "int4[]",
    refill_seconds: "float8",
    collections: "text[]",
    open_collections: "text[]",
    secret_hash: "bytea",
    previous_hash: "bytea",
    user_agent: "text",
    ip: "text",
    place: "text",
    audience: "text",
    registration: "uuid",
    locale: "text",
    ttl: "jsonb",
    absolute_ttl: "jsonb",
    devices: "bytea[]",
    notice_id: "uuid",
    notice: "bytea",
    most_an_hour: "int4",
  },
  sign_in_by_password: {
    user: "uuid",
    email: "text",
    judged_hash: "text",
    password_hash: "text",
    locale: "text",
    budget: "bytea",
    spent_budgets: "bytea[]",
    spent_slots: "int4[]",
    secret_hash: "bytea",
    previous_hash: "bytea",
    user_agent: "text",
    ip: "text",
    place: "text",
    audience: "text",
    registration: "uuid",
    ttl: "jsonb",
    absolute_ttl: "jsonb",
    devices: "bytea[]",
    notice_id: "uuid",
    notice: "bytea",
    most_an_hour: "int4",
  },
  start_challenge: {
    id: "uuid",
    purpose: "text",
    collection: "text",
    email: "text",
    user: "uuid",
    sealed: "bytea",
    address_key: "bytea",
    device_budget: "bytea",
    per_address: "int4",
    per_device: "int4",
    length_guesses: "int4[]",
    digits: "int4",
    code_hashes: "bytea[]",
    code_ttl: "float8",
    max_attempts: "int4",
    token_hash: "bytea",
    token_ttl: "float8",
    mail: "text",
    mail_priority: "int4",
    network_key: "bytea",
    domain_key: "bytea",
    mail_bucket: "bytea",
    mailbox_bucket: "bytea",
    device_mail_bucket: "bytea",
    bursts: "int4[]",
    refill_seconds: "float8",
    most_mails: "int4",
    resend_after: "float8",
  },
  suppress_address: {
    email: "text",
    reason: "text",
    at: "timestamptz",
  },
  take_from_buckets: {
    buckets: "bytea[]",
    bursts: "int4[]",
    refill_seconds: "float8[]",
  },
  try_write: {
  },
  undo_email_change: {
    token: "uuid",
    token_hash: "bytea",
    refill_seconds: "float8",
    change_notice_id: "uuid",
    change_notice: "bytea",
    leaving: "text",
    old_notice_id: "uuid",
    old_notice: "bytea",
    most_an_hour: "int4",
  },
  unseal_tokens: {
  },
  verify_one_time_token: {
    token: "uuid",
    token_hash: "bytea",
    audience: "text",
    registration: "uuid",
    code_challenge: "text",
    collections: "text[]",
    secret_hash: "bytea",
    previous_hash: "bytea",
    user_agent: "text",
    ip: "text",
    place: "text",
    ttl: "jsonb",
  },
  withdraw_consent: {
    user: "uuid",
    session: "uuid",
    app: "text",
  },
  withdraw_one_time_token: {
    session: "uuid",
    token: "uuid",
    token_hash: "bytea",
  },
} as const;
