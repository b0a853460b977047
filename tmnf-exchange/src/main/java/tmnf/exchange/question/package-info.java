/**
 * What nobody documents about the site, settled by asking it: {@link tmnf.exchange.question.OpenQuestions}
 * sends one polite request for each question. Non-null is the default everywhere.
 */
package tmnf.exchange.question;
