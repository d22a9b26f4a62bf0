/**
 * PostgreSQL's settings, given on its command line so that they follow the checkout and not the data directory. They
 * keep the server small at rest: no helper processes for replication, parallel I/O or statistics we do not use.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "32MB",
  io_method: "sync",
  huge_pages: "off",
  jit: "off",
  random_page_cost: "1.1",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_logical_replication_workers: "0",
  max_wal_size: "256MB",
  min_wal_size: "32MB",
  autovacuum_worker_slots: "2",
  autovacuum_max_workers: "2",
  TimeZone: "UTC",
  log_timezone: "UTC",
  log_checkpoints: "off",
};

/** For data that may be lost at any time. */
const EPHEMERAL: Readonly<Record<string, string>> = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
};

export function serverArguments(port: number, durable: boolean): readonly string[] {
  const settings = Object.entries({ ...SETTINGS, ...(durable ? {} : EPHEMERAL), port: String(port) });
  return settings.map(([name, value]) => `-c ${name}=${value}`);
}
