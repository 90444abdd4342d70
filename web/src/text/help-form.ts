import type { FieldCode, NewTicket, PersonName, TicketContext, Topic } from '../api/shapes.ts';
import type { HelpMessages } from '../messages/help.ts';
import { bareMobile, isEmail, isMobile } from './person-form.ts';
import { lengthOfText } from './tickets.ts';
import { isLeaf, pathTo } from './topics.ts';

export const LONGEST_COMMENT = 500;

/** The steps of the form, by their names in the address. */
export const STEPS = ['datos', 'tema', 'consulta', 'revisar'] as const;
export type Step = (typeof STEPS)[number];

/** What the form holds, as it was typed. Never a secret. */
export interface HelpForm {
  institution: string;
  /** Whether the address in the profile is right, or another one was typed; empty until somebody says. */
  emailIs: 'same' | 'other' | '';
  email: string;
  mobile: string;
  annex: string;
  /** As far down the catalogue as was chosen. */
  topic: string;
  comment: string;
  affected?: PersonName;
  context?: TicketContext;
}

/** The form's fields by the ids of their controls. */
export type HelpField = 'institution' | 'email' | 'mobile' | 'annex' | 'topic' | 'comment' | 'affected' | 'files';

const FIELDS: Record<Exclude<Step, 'revisar'>, HelpField[]> = {
  datos: ['institution', 'email', 'mobile', 'annex'],
  tema: ['topic'],
  consulta: ['affected', 'comment', 'files'],
};

/** On which step a field is. */
export function stepOf(field: HelpField): Step {
  return STEPS.find((step) => step !== 'revisar' && FIELDS[step].includes(field)) ?? 'revisar';
}

/** What the rest of the page knows that the form is judged by. */
export interface Known {
  /** The profile's address, where it can be written to. */
  email: string | undefined;
  topics: readonly Topic[];
}

/** "0990124-0" out of "0990124", "09901240" or "0990124 - 0"; an office's six digits as they are. Undefined: no such code. */
export function institutionCode(typed: string): string | undefined {
  const bare = typed.replace(/[\s.\u2010-\u2015-]/g, '').toUpperCase();
  const school = /^(\d{7})(\d)?$/.exec(bare);
  return school ? `${school[1]!}-${school[2] ?? '0'}` : /^(\d{6}|PE)$/.test(bare) ? bare : undefined;
}

export function emailOf(form: HelpForm, { email }: Known): string {
  return (form.emailIs === 'same' ? email : form.email.trim()) ?? '';
}

/** What has to be corrected on a step; on the last one, anywhere. */
export function helpFaults(form: HelpForm, step: Step, known: Known, t: HelpMessages): Map<HelpField, string> {
  const found = new Map<HelpField, string>();
  const { problems } = t.help;
  const within = (field: HelpField) => step === 'revisar' || stepOf(field) === step;
  const add = (field: HelpField, problem: string | undefined) => {
    if (problem && within(field)) {
      found.set(field, problem);
    }
  };
  const email = emailOf(form, known);
  add('institution', institutionCode(form.institution) ? undefined : problems.institution);
  add('email', known.email && !form.emailIs ? problems.emailUnsaid : !email ? problems.emailMissing : isEmail(email) ? undefined : t.register.problems.email);
  add('mobile', form.mobile.trim() && !isMobile(bareMobile(form.mobile)) ? t.register.problems.mobile : undefined);
  add('annex', /^(\d{1,10})?$/.test(form.annex.trim()) ? undefined : problems.annex);
  const topic = pathTo(known.topics, form.topic).at(-1);
  add('topic', !topic?.offered ? problems.topic : isLeaf(known.topics, topic) ? undefined : problems.subtopic);
  const length = lengthOfText(form.comment);
  add('comment', length === 0 ? problems.comment : length > LONGEST_COMMENT ? problems.commentLong(length - LONGEST_COMMENT) : undefined);
  return found;
}

/** The first step that is not done; those before it may be visited. */
export function furthest(form: HelpForm, known: Known, t: HelpMessages): Step {
  return STEPS.find((step) => helpFaults(form, step, known, t).size > 0) ?? 'revisar';
}

/** What is sent: tidy, and without what was left empty. */
export function toTicket(form: HelpForm, attachments: string[], known: Known): NewTicket {
  return {
    institution: institutionCode(form.institution)!,
    email: emailOf(form, known),
    ...(form.mobile.trim() ? { mobile: bareMobile(form.mobile) } : {}),
    ...(form.annex.trim() ? { annex: form.annex.trim() } : {}),
    topic: form.topic,
    comment: form.comment.normalize('NFC').trim(),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(form.affected ? { affectedPerson: form.affected.person } : {}),
    ...(form.context ? { context: form.context } : {}),
  };
}

const OF_CONTRACT: Record<string, HelpField> = {
  institution: 'institution',
  email: 'email',
  mobile: 'mobile',
  annex: 'annex',
  topic: 'topic',
  comment: 'comment',
  affectedPerson: 'affected',
  attachments: 'files',
};

/** The server's word on fields, by the controls that people see. */
export function helpFieldFaults(errors: ReadonlyMap<string, FieldCode>, t: HelpMessages): Map<HelpField, string> {
  const found = new Map<HelpField, string>();
  for (const [path, code] of errors) {
    const field = OF_CONTRACT[path.replace(/[.[].*$/, '')];
    if (field) {
      found.set(field, field === 'email' ? t.register.problems.email : field === 'mobile' ? t.register.problems.mobile : t.fields[code]);
    }
  }
  return found;
}
