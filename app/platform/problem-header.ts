/** On an answer that is no page: the code of the problem that a person is to read of, as a page. */
export const PROBLEM_HEADER = 'x-problem'
