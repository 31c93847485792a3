import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { SETTINGS } from '../tools/postgres/settings.mjs';

interface Service {
  image?: string;
  command?: string[];
  environment?: Record<string, string | number>;
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  deploy?: { replicas: number };
  restart?: string;
  secrets?: string[];
}
interface Compose {
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
  volumes: Record<string, unknown>;
}

const ROOT = join(__dirname, '..');
const text = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
const compose = parse(text, { merge: true }) as Compose;
const services = Object.entries(compose.services);
const ours = services.filter(([, service]) => service.command?.[0] === 'node');

/** Names of the environment which a program's own sources mention. */
function namesReadUnder(...folders: string[]): Set<string> {
  const files = folders.flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(ROOT, folder, file)));
  const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts')).map((file) => readFileSync(file, 'utf8'));
  return new Set(sources.flatMap((source) => [...source.matchAll(/\b[A-Z][A-Z0-9_]+\b/g)].map((hit) => hit[0])));
}

/** The source folders behind `node dist/<folder>/…/main.js`. */
const folderOf = (service: Service) => /dist\/((?:apps|libs)\/[^/]+\/src)/.exec(service.command!.join(' '))![1]!;

describe('docker-compose.yml', () => {
  it('runs PostgreSQL, Apache Kafka, the api, two workers and the simulator, after migrations and seed', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['api', 'kafka', 'migrate', 'postgres', 'seed', 'simulator', 'worker']);
    expect(compose.services['kafka']!.image).toMatch(/^apache\/kafka:4\./);
    expect(compose.services['postgres']!.image).toMatch(/^postgres:18/);
    expect(compose.services['worker']!.deploy!.replicas).toBe(2);
  });

  it('starts programs that the build makes', () => {
    for (const [, service] of ours) {
      const program = service.command!.at(-1)!;
      expect(readFileSync(join(ROOT, program.replace(/^dist\//, '').replace(/\.js$/, '.ts')), 'utf8')).not.toBe('');
    }
  });

  it('runs PostgreSQL with the settings that were tried and measured', () => {
    expect(compose.services['postgres']!.command).toEqual(['postgres', ...SETTINGS.flatMap((setting) => ['-c', setting])]);
  });

  it('checks the health of everything that stays up', () => {
    const staying = services.filter(([, service]) => service.restart !== 'no');
    expect(staying.filter(([, service]) => !service.healthcheck?.test.length).map(([name]) => name)).toEqual([]);
  });

  it('waits for what it names, in a way that can come true', () => {
    for (const [name, service] of services) {
      for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
        const needed = compose.services[other];
        const fits = condition === 'service_healthy' ? needed?.healthcheck !== undefined : needed?.restart === 'no';
        expect({ name, other, fits }).toEqual({ name, other, fits: true });
      }
    }
  });

  it('sets only names which the programs read', () => {
    for (const [name, service] of ours) {
      const known = namesReadUnder(folderOf(service));
      const unread = Object.keys(service.environment ?? {}).filter((variable) => !known.has(variable));
      expect({ name, unread }).toEqual({ name, unread: [] });
    }
  });

  it('contains no secret: passwords and keys come from outside and are required', () => {
    for (const [, { environment = {} }] of services) {
      for (const [variable, value] of Object.entries(environment)) {
        if (/PASSWORD|SECRET$|TOKEN/.test(variable)) expect(value).toMatch(/^\$\{[A-Z_]+:\?[^}]+\}$/);
        if (/_URL$/.test(variable) && String(value).includes('@')) expect(value).toMatch(/:\/\/[a-z]+:\$\{[A-Z_]+:\?[^}]+\}@/);
      }
    }
    expect(compose.secrets['bank_keys']!.file).toMatch(/^\$\{[A-Z_]+:\?/);
  });

  it('gives the organs\' private keys to the workers alone, and every program the files that it is told of', () => {
    const given = Object.fromEntries(ours.map(([name, service]) => [name, service.secrets ?? []]));
    expect(given).toMatchObject({ simulator: ['bank_keys', 'organ_public_keys'], api: ['bank_keys'], worker: ['bank_keys', 'organ_keys'] });
    for (const [name, service] of ours) {
      const files = Object.values(service.environment ?? {}).flatMap((value) => /^\/run\/secrets\/(.+)$/.exec(String(value))?.[1] ?? []);
      expect({ name, files: files.sort() }).toEqual({ name, files: [...(service.secrets ?? [])].sort() });
    }
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\$\{[A-Z_]+:\?/);
  });

  it('publishes the api on loopback only', () => {
    const published = [...text.matchAll(/^\s+- (\S*\d+:\d+)$/gm)].map((hit) => hit[1]);
    expect(published).toEqual(['127.0.0.1:3000:3000']);
  });
});
