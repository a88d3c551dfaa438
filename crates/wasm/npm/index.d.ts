/** An error stops mail, a warning may stop it, info is a note. */
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

/** The mail server's settings as typed. Missing fields are blank. */
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

/** Fields to change. Missing fields stay as they are. */
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

/** A detected problem. */
export interface Finding {
  id: string;
  /** The problem in at most 70 characters. */
  title: string;
  severity: Severity;
  field: Field | null;
  /** Position in the field, in Unicode scalar values; the end is exclusive. */
  span: { start: number; end: number } | null;
  /** One sentence about this case; may be empty. */
  detail: string;
  evidence: string[];
  fix: SettingsPatch | null;
  /** The entry with its text, unless `text` is `false`. */
  entry?: Entry;
}

export interface Findings {
  findings: Finding[];
}

export interface Explanation extends Findings {
  replies: { code: number; enhanced: string | null; text: string }[];
  facts: { stage: string | null; provider: string | null; transient: boolean | null; redacted: number };
}

/** Checks a form. With `text: false`, findings have no entries and the file with their texts is not loaded. */
export function check(form: SettingsForm, options?: { text?: boolean }): Promise<Findings>;
/** Checks one address, with or without a display name. */
export function checkAddress(typed: string): Promise<Findings>;
/** Checks addresses separated by commas, semicolons or new lines. */
export function checkAddressList(typed: string): Promise<Findings>;
/** Explains an error text. The most likely finding is first. */
export function explain(text: string, options?: { settings?: SettingsForm }): Promise<Explanation>;
/** Checks a raw message. Lines end with CR LF. */
export function checkMessage(raw: string | Uint8Array): Promise<Findings & { facts: object }>;
/** One entry of the catalogue. */
export function finding(slug: string): Promise<Entry | undefined>;
/** The whole catalogue. */
export function findings(): Promise<{ entries: Entry[] }>;
/** The version of this package. */
export function version(): Promise<string>;
/** Loads the module for form checks, so that the first check starts at once. */
export function preload(): Promise<void>;
