import { Link } from "../../ui/Link.tsx";

/** @returns whether a contact is an e-mail address */
export function isAddress(contact: string): boolean {
  return /^[^\s@/]+@[^\s@/]+$/.test(contact);
}

/** Where to write to contest a decision: an address, a page, or plain words when it is neither. */
export function Contact({ to }: { to: string }) {
  if (/^https?:\/\//.test(to)) {
    return (
      <Link href={to} external>
        {to}
      </Link>
    );
  }
  return isAddress(to) ? <Link href={`mailto:${to}`}>{to}</Link> : <b>{to}</b>;
}
