import { describe, expect, it } from 'vitest';
import { parseDatabaseAddress } from '../../../src/runbook/values/database-address.ts';

describe('the address of a database', () => {
  it('says where, who and how', () => {
    expect(parseDatabaseAddress('postgresql://runbook@db.example.com:6432/teei?sslmode=require')).toEqual({
      host: 'db.example.com',
      port: 6432,
      user: 'runbook',
      database: 'teei',
      tls: 'require',
    });
    expect(parseDatabaseAddress('postgres://a%40b@[2001:db8::1]/my%20db')).toMatchObject({
      host: '2001:db8::1',
      port: 5432,
      user: 'a@b',
      database: 'my db',
    });
  });

  it.each([
    ['postgresql://a@db.example.com/teei', 'verify-full'],
    ['postgresql://a@127.0.0.1/teei', 'disable'],
    ['postgresql://a@localhost/teei', 'disable'],
    ['postgresql://a@[::1]/teei', 'disable'],
    ['postgresql://a@localhost/teei?sslmode=verify-ca', 'verify-ca'],
    // A name that only begins so is another machine.
    ['postgresql://a@127.0.0.1.example.com/teei', 'verify-full'],
  ])('%s is asked with %s', (text, tls) => {
    expect(parseDatabaseAddress(text)?.tls).toBe(tls);
  });

  it.each([
    'postgresql://a:secret@db.example.com/teei',
    'postgresql://db.example.com/teei',
    'postgresql://a@db.example.com',
    'postgresql://a@db.example.com/',
    'postgresql://a@db.example.com/teei?sslmode=prefer',
    'postgresql://a@db.example.com/teei?password=secret',
    'postgresql://a@db.example.com/%E0%A4%A',
    'https://a@db.example.com/teei',
    'a@db.example.com/teei',
    '',
  ])('%s is none', (text) => {
    expect(parseDatabaseAddress(text)).toBeUndefined();
  });
});
