import type { components } from './schema.d.ts';

type Schemas = components['schemas'];

export type MyAccess = Schemas['MyAccess'];
export type Grant = MyAccess['grants'][number];
export type Institution = Schemas['Institution'];
export type InstitutionKind = Institution['kind'];
export type Person = Schemas['Person'];
export type NewPerson = Schemas['NewPerson'];
export type User = Schemas['User'];
export type UserCreated = Schemas['UserCreated'];
export type EmailStanding = Schemas['EmailStanding'];
export type PasswordReset = Schemas['PasswordReset'];
export type ResetReason = Schemas['ResetReason'];
export type Contact = Schemas['Contact'];
export type NewCredentials = Schemas['NewCredentials'];
export type Role = Schemas['Role'];
export type Position = Schemas['Position'];
export type Condition = Schemas['Condition'];
export type DocumentType = Schemas['Document']['type'];
export type Problem = Schemas['Problem'];
export type ProblemCode = Schemas['ProblemCode'];
export type FieldCode = Schemas['FieldCode'];
export type SignedIn = Schemas['SignedIn'];
export type NewPasswordRequired = Schemas['NewPasswordRequired'];
export type CaptchaAction = Schemas['NewCaptcha']['action'];
export type CaptchaAnswer = Schemas['CaptchaAnswer'];
export type ProofOfWork = Schemas['ProofOfWork'];
export type VisibleCode = Schemas['VisibleCode'];

/** The school levels that the register knows; the contract leaves the list open. */
export type Level = 'A1' | 'A2' | 'A3' | 'A5' | 'B0' | 'C0' | 'F0' | 'G0';
