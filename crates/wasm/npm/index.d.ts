/** How bad a finding is: an error stops mail, a warning may, a note is worth knowing. */
export type Severity = "error" | "warning" | "info";

/** A field of the settings, or of a message. */
export type Field =
  | "server" | "port" | "security" | "auth" | "username" | "password" | "client_id" | "tenant_id" | "client_secret"
  | "access_token" | "from" | "to" | "cc" | "bcc" | "subject" | "text" | "html" | "message";

export type Security = "none" | "implicit_tls" | "starttls" | "ssl" | "tls";

export type Auth =
  | { method: "none" }
  | { method: "password"; username?: string; password?: string }
  | { method: "microsoft_oauth"; tenant_id?: string; client_id?: string; client_secret?: string; username?: string }
  | { method: "access_token"; username?: string; access_token?: string };

/** The form "Specify a server" as typed. What is left out is blank. */
export interface SettingsForm {
  server?: string;
  port?: string | number;
  security?: Security;
  auth?: Auth;
  from?: string;
  to?: string;
  cc?: string;
  bcc?: string;
}

/** Fields to change; what is absent stays. */
export type SettingsPatch = Partial<
  Record<"server" | "port" | "username" | "client_id" | "tenant_id" | "from" | "to" | "cc" | "bcc", string>
> & { security?: "none" | "implicit_tls" | "starttls" };

export interface Step {
  who: "you" | "mail_admin" | "network_admin" | "microsoft365_admin" | "provider";
  text: string;
  command?: string;
}

/** A problem that smtp-doctor knows. */
export interface Entry {
  slug: string;
  family: string;
  title: string;
  meaning: string;
  causes: string[];
  steps: Step[];
  escalate: string;
  references: { title: string; url?: string }[];
  /** `YYYY-MM-DD` */
  checked?: string;
}

/** A problem, found. */
export interface Finding {
  id: string;
  /** The problem in at most 70 characters. */
  title: string;
  severity: Severity;
  field: Field | null;
  /** Characters of the field (Unicode scalar values), end exclusive. */
  span: { start: number; end: number } | null;
  /** What is special about this case, in one sentence; may be empty. */
  detail: string;
  evidence: string[];
  fix: SettingsPatch | null;
  /** The entry's words, unless they were not asked for. */
  entry?: Entry;
}

export interface Findings {
  findings: Finding[];
}

export interface Explanation extends Findings {
  replies: { code: number; enhanced: string | null; text: string }[];
  facts: { stage: string | null; provider: string | null; transient: boolean | null; redacted: number };
}

/** Checks a form. `text: false` leaves the entries' words out, and their file unloaded. */
export function check(form: SettingsForm, options?: { text?: boolean }): Promise<Findings>;
/** Checks one address, with or without display name. */
export function checkAddress(typed: string): Promise<Findings>;
/** Checks addresses separated by commas, semicolons or new lines. */
export function checkAddressList(typed: string): Promise<Findings>;
/** Explains an error text, the likeliest first. */
export function explain(text: string, options?: { settings?: SettingsForm }): Promise<Explanation>;
/** Checks a raw message, with CR and LF at the end of its lines. */
export function checkMessage(raw: string | Uint8Array): Promise<Findings & { facts: object }>;
/** One entry of the catalogue. */
export function finding(slug: string): Promise<Entry | undefined>;
/** The whole catalogue. */
export function findings(): Promise<{ entries: Entry[] }>;
/** The version of this package. */
export function version(): Promise<string>;
/** Loads what a form will need, so that the first check does not wait for it. */
export function preload(): Promise<void>;
