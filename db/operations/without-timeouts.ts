export const WITHOUT_TIMEOUTS =
  'set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0'
