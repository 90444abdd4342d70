import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Grant, Institution, Role } from '../src/api/shapes.ts';
import { deskOf, grantFor, homeOf, worksIn } from '../src/places.ts';

const PLACES = {
  PE: { code: 'PE', kind: 'country', name: 'Ministerio' },
  dre: { code: '150100', kind: 'dre', name: 'DRE' },
  ugel: { code: '150102', kind: 'ugel', name: 'UGEL' },
  school: { code: '0990124-0', kind: 'school', name: 'I.E.' },
} satisfies Record<string, Institution>;

const grant = (place: keyof typeof PLACES, role: Role): Grant => ({
  institution: PLACES[place],
  role,
  schoolYear: 2026,
  until: '2026-12-31',
  maintainsUsers: role === 'director' || role === 'ugel-specialist' || role === 'dre-specialist',
});

test('agents work in their office and those below it, not in schools', () => {
  const agent = grant('dre', 'helpdesk-agent');

  assert.ok(worksIn(agent, '150100'));
  assert.ok(worksIn(agent, '150102'));
  assert.ok(!worksIn(agent, '0990124-0'));
  assert.equal(homeOf(agent), '/bandeja');
});

test('the queue is for agents, topics for those of the country, numbers for maintainers of offices too', () => {
  assert.deepEqual(deskOf(grant('ugel', 'helpdesk-agent'), '150102'), { queue: true, topics: false, numbers: true });
  assert.deepEqual(deskOf(grant('PE', 'helpdesk-agent'), '150102'), { queue: true, topics: true, numbers: true });
  assert.deepEqual(deskOf(grant('ugel', 'ugel-specialist'), '150102'), { queue: false, topics: false, numbers: true });
  assert.deepEqual(deskOf(grant('ugel', 'ugel-specialist'), '0990124-0'), { queue: false, topics: false, numbers: false });
  assert.deepEqual(deskOf(grant('school', 'director'), '0990124-0'), { queue: false, topics: false, numbers: false });
});

test('one\'s own grant in a place counts before one above it', () => {
  const grants = [grant('school', 'teacher'), grant('dre', 'helpdesk-agent'), grant('ugel', 'ugel-specialist')];

  assert.equal(grantFor(grants, '0990124-0')?.role, 'teacher');
  assert.equal(grantFor(grants, '150100')?.role, 'helpdesk-agent');
  assert.equal(grantFor(grants, '150103')?.role, 'ugel-specialist');
  assert.equal(grantFor(grants, null)?.role, 'ugel-specialist');
  assert.equal(grantFor([], null), undefined);
});
