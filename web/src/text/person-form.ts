import type { Condition, DocumentType, FieldCode, NewPerson, Position } from '../api/shapes.ts';
import type { Messages } from '../messages/es-inside.ts';

/** What the form holds, as it was typed. */
export interface PersonForm {
  type: DocumentType;
  number: string;
  givenNames: string;
  paternalSurname: string;
  maternalSurname: string;
  position: string;
  condition: string;
  email: string;
  mobile: string;
}

export type PersonField = keyof PersonForm;

/** The document of which a login is made: a DNI's number itself, another's after `CE` or `P`. */
export function documentOf(login: string): { type: DocumentType; number: string } {
  if (login.startsWith('CE')) return { type: 'CE', number: login.slice(2) };
  if (login.startsWith('P')) return { type: 'PASSPORT', number: login.slice(1) };
  return { type: 'DNI', number: login };
}

const FORMS: Record<DocumentType, RegExp> = { DNI: /^\d{8}$/, CE: /^\d{8,12}$/, PASSPORT: /^[A-Z0-9]{6,12}$/ };

/** As documents are compared: no spaces, dots or dashes, capitals. */
export function bareNumber(number: string): string {
  return number.replace(/[\s.-]/g, '').toUpperCase();
}

export const bareMobile = (mobile: string) => mobile.replace(/^\s*\+51/, '').replace(/[\s-]/g, '');
/** "987 654 321", as people say it. */
export const spacedMobile = (bare: string) => bare.replace(/(\d{3})(?=\d)/g, '$1 ');
export const isMobile = (bare: string) => /^9\d{8}$/.test(bare);
export const isEmail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
const tidy = (text: string) => text.trim().replace(/\s+/g, ' ');

/** What has to be corrected before it is worth sending, field by field. */
export function faults(form: PersonForm, t: Messages): Map<PersonField, string> {
  const { problems } = t.register;
  const found = new Map<PersonField, string>();
  const number = bareNumber(form.number);
  if (!number) {
    found.set('number', problems.numberMissing);
  } else if (!FORMS[form.type].test(number)) {
    found.set('number', problems.number[form.type]);
  }
  if (!tidy(form.givenNames)) {
    found.set('givenNames', problems.givenNames);
  }
  if (!tidy(form.paternalSurname)) {
    found.set('paternalSurname', problems.paternal);
  }
  if (!form.position) {
    found.set('position', problems.position);
  }
  if (form.email.trim() && !isEmail(form.email.trim())) {
    found.set('email', problems.email);
  }
  if (form.mobile.trim() && !isMobile(bareMobile(form.mobile))) {
    found.set('mobile', problems.mobile);
  }
  return found;
}

/** What is sent: tidy, and without what was left empty. */
export function toPerson(form: PersonForm): NewPerson {
  return {
    document: { type: form.type, number: bareNumber(form.number) },
    givenNames: tidy(form.givenNames),
    paternalSurname: tidy(form.paternalSurname),
    ...(tidy(form.maternalSurname) ? { maternalSurname: tidy(form.maternalSurname) } : {}),
    position: form.position as Position,
    ...(form.condition ? { condition: form.condition as Condition } : {}),
    ...(form.email.trim() ? { email: form.email.trim() } : {}),
    ...(form.mobile.trim() ? { mobile: bareMobile(form.mobile) } : {}),
  };
}

/** The server's word on a field, in the page's. `document.number` is the field that people see as the number. */
export function fieldFaults(errors: ReadonlyMap<string, FieldCode>, form: PersonForm, t: Messages): Map<PersonField, string> {
  const found = new Map<PersonField, string>();
  for (const [path, code] of errors) {
    const name = path.replace(/^document\./, '').replace(/^document$/, 'number');
    if (name in form) {
      const field = name as PersonField;
      found.set(field, (code === 'malformed' && own(field, form, t)) || t.fields[code]);
    }
  }
  return found;
}

function own(field: PersonField, form: PersonForm, t: Messages): string | undefined {
  const { problems } = t.register;
  return field === 'number' ? problems.number[form.type] : field === 'email' ? problems.email : field === 'mobile' ? problems.mobile : undefined;
}
