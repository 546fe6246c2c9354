const name = 'Tenantry'
const company = `${name}, Inc.`
const email = 'support@example.com'
const postalAddress = '1 Example Street, Example City'

/** The product in pages, mails, icons and titles. See docs/make-it-yours.md. */
export const brand = {
  name,
  tagline: 'Where your team’s work lives',
  description:
    'Create your organization, invite your teammates and work together. Your data stays yours.',
  /** Contrast of at least 4.5 is tested. */
  colors: {
    /** Buttons in both themes, with white text. Links and the logo in the light theme. */
    light: '#1b5bda',
    /** Links and the logo in the dark theme. */
    dark: '#7aabfc',
  },
  /** The logo, drawn on 24 by 24 units. */
  mark: [
    {
      d: 'M2 7a5 5 0 0 1 5-5h10a5 5 0 0 1 5 5v0a1.5 1.5 0 0 1-1.5 1.5h-17A1.5 1.5 0 0 1 2 7Z',
      opacity: 1,
    },
    {
      d: 'M2 13a1.5 1.5 0 0 1 1.5-1.5H9a1.5 1.5 0 0 1 1.5 1.5v7.5A1.5 1.5 0 0 1 9 22H7a5 5 0 0 1-5-5Z',
      opacity: 0.72,
    },
    {
      d: 'M13.5 13a1.5 1.5 0 0 1 1.5-1.5h5.5A1.5 1.5 0 0 1 22 13v4a5 5 0 0 1-5 5h-2a1.5 1.5 0 0 1-1.5-1.5Z',
      opacity: 0.42,
    },
  ],
  company,
  postalAddress,
  email,
  /** Links in the footer, beside the legal pages. */
  links: [{ label: 'Contact', href: `mailto:${email}` }],
}

export type LegalText = {
  title: string
  updated: string
  sections: { title: string; text: string }[]
}

// Examples for a service of this kind. Let a lawyer check them before people sign up.

export const terms: LegalText = {
  title: 'Terms of service',
  updated: 'January 1, 2026',
  sections: [
    {
      title: 'The service',
      text: `${company} runs ${name} for organizations and their members. By creating an account, you accept these terms, for yourself and for the organization that you act for.`,
    },
    {
      title: 'Your account',
      text: 'Use your own name and email, keep your password secret, and tell us if somebody else uses your account. You are responsible for what happens in it.',
    },
    {
      title: 'Your data',
      text: `What you put into ${name} stays yours. You let us store and process it to run the service, and for nothing else. The admins of an organization decide who can see its data.`,
    },
    {
      title: 'Acceptable use',
      text: 'Do not break the law, harm other customers, send unwanted mail, or test the security of the service without our consent. We may suspend an account that does.',
    },
    {
      title: 'Ending',
      text: 'You can leave an organization, or delete it, at any time. A deleted organization can be restored for 30 days. After that, its data is permanently deleted.',
    },
    {
      title: 'Liability',
      text: 'We run the service with care, but cannot promise that it is never interrupted. To the extent that the law allows, we are liable only for damage that we cause on purpose or through gross negligence.',
    },
    {
      title: 'Changes and contact',
      text: `We announce changes to these terms by email at least 30 days ahead. Questions? Write to ${email}.`,
    },
  ],
}

export const privacy: LegalText = {
  title: 'Privacy policy',
  updated: 'January 1, 2026',
  sections: [
    {
      title: 'Who we are',
      text: `${company}, ${postalAddress}, is responsible for your personal data in ${name}. Write to ${email} about anything on this page.`,
    },
    {
      title: 'What we store',
      text: 'Your name, your email and a hash of your password, and a picture if you add one. The organizations that you belong to and what you do in them. The IP address and the time of changes, for the activity log and against abuse.',
    },
    {
      title: 'Why we store it',
      text: 'To run the service that you signed up for, to keep it secure, and to send emails that the service needs, such as invitations and password resets. We send no advertising and sell no data.',
    },
    {
      title: 'Cookies',
      text: 'We set only the cookies that the service needs: one keeps you signed in, others remember your last organization, your theme, your time zone and the devices that you signed in from. There is no tracking.',
    },
    {
      title: 'Who else processes it',
      text: 'The providers of our servers and of our email, under contract and only on our instructions. The other members of an organization see your name, your picture and your email.',
    },
    {
      title: 'How long we keep it',
      text: 'Until your account or your organization is deleted. A deleted organization is kept for 30 days, so that it can be restored.',
    },
    {
      title: 'Your rights',
      text: `You can ask for a copy of your data, and for its correction or deletion. Write to ${email}. You can also complain to your data protection authority.`,
    },
  ],
}
