/** The password of every demonstration account; told to anybody who asks, hence never seeded in production. */
export const DEMO_PASSWORD = 'demo-1234';
