import { spawnSync } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort, programPath, serverFolder, startServer } from './local-server.ts';

const adminPassword = 'swordfish-of-the-admin';

export interface PostgresServer {
  readonly port: number;
  /** Runs statements as the superuser. */
  admin(...statements: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

export const initdb = programPath('initdb');
const postgres = programPath('postgres');

/** A PostgreSQL of its own, with passwords (SCRAM) and 20 connections. `settings` are lines of postgresql.conf. */
export async function startPostgres(settings: readonly string[] = []): Promise<PostgresServer> {
  if (initdb === undefined || postgres === undefined) throw new Error('PostgreSQL is not installed');
  const folder = serverFolder('postgres');
  const data = join(folder.path, 'data');
  const passwordFile = join(folder.path, 'password');
  writeFileSync(passwordFile, adminPassword, { mode: 0o644 });
  const isRoot = process.getuid?.() === 0;
  const args = [
    '-D',
    data,
    '-U',
    'admin',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--no-sync',
    '-E',
    'UTF8',
  ];
  const made = spawnSync(initdb, args, { ...(isRoot ? { uid: 65_534, gid: 65_534 } : {}), encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const lines = [
    'fsync = off',
    "listen_addresses = '127.0.0.1'",
    `unix_socket_directories = '${folder.path}'`,
    'max_connections = 20',
    ...settings,
  ];
  appendFileSync(join(data, 'postgresql.conf'), `${lines.join('\n')}\n`);
  const port = await freePort();
  const connection = {
    host: '127.0.0.1',
    port,
    user: 'admin',
    password: adminPassword,
    database: 'postgres',
  };
  const admin = async (...statements: readonly string[]): Promise<void> => {
    const client = new Client(connection);
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const server = await startServer(postgres, ['-D', data, '-p', String(port)], () =>
    admin('select 1').then(
      () => true,
      () => false,
    ),
  );
  return {
    port,
    admin,
    stop: async () => {
      await server.stop();
      folder.remove();
    },
  };
}
