import { email, harbor, id, laterId, northside, person } from '../names.ts'
import type { Scene } from './scene.ts'

/** What is sealed: here of nothing. */
const sealed = 'x'.repeat(60)

/** Models and prices, what answers took, and what people think of them. */
export const models: Scene = {
  plant: `
    insert into public.ai_models (id, provider, name, label, enabled) values
      ('${id('model')}', 'maker', 'model', 'Model', true),
      ('${id('other model')}', 'maker', 'other', 'Other model', true),
      ('${id('old model')}', 'maker', 'old', 'Old model', false);
    insert into public.ai_model_prices (model_id, valid_from, input_price, output_price) values
      ('${id('model')}', '2026-01-01Z', 1, 1), ('${id('old model')}', '2026-01-01Z', 1, 1);
    insert into public.ai_runs
      (id, community_id, user_id, model, message_id, outcome, duration_ms) values
      ('${id('run')}', '${northside}', '${person('owner')}', 'model', '${id('gone')}', 'complete',
        5),
      ('${id('rival run')}', '${harbor}', '${person('rival')}', 'model', '${id('gone')}',
        'complete', 5);
    insert into public.ai_ledger (id, community_id, run_id, input_tokens, output_tokens, amount)
    values
      ('${id('entry')}', '${northside}', '${id('run')}', 0, 0, 0),
      ('${id('rival entry')}', '${harbor}', '${id('rival run')}', 0, 0, 0);
    insert into private.agent_trials (id, community_id, user_id, asked_bytes) values
      ('${id('trial')}', '${northside}', '${person('owner')}', 1);
    insert into public.ai_budgets (id, community_id, holder, period, tokens, money) values
      ('${id('budget')}', '${northside}', 'community', 'month', 0, 9),
      ('${id('ceiling')}', '${northside}', 'ceiling', 'month', 0, null),
      ('${id('rival budget')}', '${harbor}', 'community', 'month', 0, null);
    insert into public.provider_keys
      (id, community_id, provider, sealed, sealed_with, last_four, set_by) values
      ('${id('own key')}', '${northside}', 'openai', '${sealed}', 'k', 'abcd', null),
      ('${id('platform key')}', null, 'openai', '${sealed}', 'k', 'abcd', null);
    insert into public.answer_limits (id, community_id, ceiling, person_answers) values
      ('${id('limits')}', '${harbor}', false, 9), ('${id('most')}', '${harbor}', true, 9);
    insert into public.message_ratings (message_id, conversation_id, user_id, good) values
      ('${laterId('answer in private')}', '${id('private')}', '${person('owner')}', true),
      ('${laterId('answer in shared')}', '${id('shared')}', '${person('owner')}', true),
      ('${laterId('answer in shared')}', '${id('shared')}', '${person('coach-aal1')}', true),
      ('${laterId('answer in of the removed')}', '${id('of the removed')}', '${person('removed')}',
        true);
    insert into public.answer_reports (
      id, community_id, conversation_id, message_id, reporter_id, agent_name, question, answer, reason
    ) values
      ('${id('report')}', '${northside}', '${id('shared')}', '${laterId('answer in shared')}',
        '${person('owner')}', 'Agent', 'Hello', 'Good day', 'Too short'),
      ('${id('report of the removed')}', '${northside}', '${id('of the removed')}',
        '${laterId('answer in of the removed')}', '${person('removed')}', 'Agent', 'Hello',
        'Good day', 'Too short');
    insert into public.moderation_rules (community_id, words, review) values
      ('${harbor}', '{poison}', true);
    insert into public.held_messages (
      id, community_id, conversation_id, message_id, owner_id, agent_name, author, why, state, shared,
      text
    ) values
      ('${id('held and shared')}', '${northside}', '${id('shared')}',
        '${laterId('answer in shared')}', '${person('owner')}', 'Agent', 'agent', 'words', 'waiting',
        true, 'Poison'),
      ('${id('held')}', '${northside}', '${id('private')}', '${laterId('answer in private')}',
        '${person('owner')}', 'Agent', 'agent', 'words', 'waiting', false, 'Poison'),
      ('${id('held of the removed')}', '${northside}', '${id('of the removed')}',
        '${laterId('answer in of the removed')}', '${person('removed')}', 'Agent', 'agent', 'words',
        'waiting', true, 'Poison'),
      ('${id('held before it is answered')}', '${northside}', '${id('being answered')}',
        '${laterId('asked in being answered')}', '${person('owner')}', 'Agent', 'person', 'provider',
        'waiting', false, 'Hello');
    insert into public.message_files (id, community_id, conversation_id, place, object_id, name,
      media_type, bytes, text)
    select held.id, '${northside}', '${id('being answered')}', held.place, held.id, 'b.txt', 'text/plain', 5,
      'Poison'
    from (values ('${id('held file')}'::uuid, 2), ('${id('held file, shared')}'::uuid, 3))
      as held (id, place);
    insert into public.held_messages (
      id, community_id, conversation_id, file_id, owner_id, agent_name, author, why, state, shared, text,
      appeal, appealed_at
    ) values
      ('${id('hold of a file')}', '${northside}', '${id('being answered')}', '${id('held file')}',
        '${person('owner')}', 'Agent', 'person', 'words', 'waiting', false, 'b.txt', null, null),
      ('${id('hold of a file, shared')}', '${northside}', '${id('being answered')}',
        '${id('held file, shared')}', '${person('owner')}', 'Agent', 'person', 'words', 'waiting', true,
        'b.txt', 'It is chess', now());`,

  rows: {
    ai_models: { enabled: id('model'), 'not enabled': id('old model') },
    ai_model_prices: {
      'of an enabled one': [id('model'), '1767225600'],
      'of one not enabled': [id('old model'), '1767225600'],
    },
    ai_runs: { 'the owner’s': id('run'), 'the rival’s': id('rival run') },
    answer_reports: {
      'the owner’s': id('report'),
      'the removed person’s': id('report of the removed'),
    },
    ai_ledger: { 'of Northside': id('entry'), 'of Harbor': id('rival entry') },
    ai_budgets: {
      'of Northside': id('budget'),
      'the ceiling of Northside': id('ceiling'),
      'of Harbor': id('rival budget'),
    },
    provider_keys: { 'of Northside': id('own key'), 'the platform’s': id('platform key') },
    answer_limits: {
      'of Harbor': id('limits'),
      'the most of Harbor': id('most'),
    },
    moderation_rules: { 'of Harbor': harbor },
    held_messages: {
      shared: id('held and shared'),
      'not shared': id('held'),
      'the removed person’s': id('held of the removed'),
      'a file': id('hold of a file'),
      'a file, shared': id('hold of a file, shared'),
      'a step, shared': id('hold of a step'),
    },
    message_ratings: {
      'in a private one': [laterId('answer in private'), person('owner')],
      'in a shared one': [laterId('answer in shared'), person('owner')],
      'in the removed person’s': [laterId('answer in of the removed'), person('removed')],
      'of who owes a factor': [laterId('answer in shared'), person('coach-aal1')],
    },
  },

  oneByOne: [],

  values: {
    'ai_models.label': `'Renamed'`,
    'ai_models.takes_images': 'true',
    'ai_models.takes_files': 'true',
    'ai_models.context_tokens': '90000',
    'ai_models.max_output_tokens': '7',
    'ai_models.enabled': 'false',
    'ai_runs.model_id': `'${id('model')}'`,
    'ai_runs.model': `'another'`,
    'ai_runs.input_tokens': '7',
    'ai_runs.output_tokens': '7',
    'ai_runs.cost': '7',
    'ai_runs.first_word_ms': '7',
    'ai_runs.duration_ms': '7',
    'answer_reports.settled_at': `'2026-01-01'`,
    'answer_reports.note': `'It is better now'`,
    'ai_budgets.money': '7',
    'ai_budgets.tokens': '7',
    'ai_budgets.warn_percent': '7',
    'provider_keys.sealed': `'${sealed}'`,
    'provider_keys.sealed_with': `'other'`,
    'provider_keys.last_four': `'efgh'`,
    'provider_keys.last_used_at': `'2026-01-01'`,
    'answer_limits.person_messages': '7',
    'answer_limits.community_messages': '7',
    'answer_limits.person_answers': '7',
    'answer_limits.community_answers': '7',
    'moderation_rules.words': `'{cure}'`,
    'moderation_rules.refuses': 'true',
    'moderation_rules.refusal': `'Not here'`,
    'moderation_rules.answers': 'true',
    'moderation_rules.review': 'false',
    'moderation_rules.provider': 'true',
    'held_messages.state': `'kept'`,
    'held_messages.shared': 'not shared',
    'held_messages.appeal': `'It is chess'`,
    'held_messages.appealed_at': `'2026-01-01'`,
    'held_messages.note': `'We looked'`,
    'held_messages.settled_at': `'2026-01-01'`,
    'message_ratings.good': 'false',
    'message_ratings.reason': `'Because'`,
  },

  inserts: {
    ai_models: {
      'a new one': `insert into public.ai_models
        (provider, name, label, takes_images, takes_files, context_tokens, max_output_tokens,
          enabled)
        values ('maker', 'new', 'New', true, true, 9000, 900, true)`,
    },
    ai_model_prices: {
      'one that begins later': `insert into public.ai_model_prices
        (model_id, valid_from, input_price, output_price)
        values ('${id('model')}', now() + interval '1 minute', 2, 2)`,
      'one of the past': `insert into public.ai_model_prices
        (model_id, valid_from, input_price, output_price)
        values ('${id('model')}', '2026-02-01Z', 2, 2)`,
    },
    ai_runs: {
      'the owner’s': `insert into public.ai_runs
        (community_id, user_id, agent_id, model_id, model, message_id, outcome, input_tokens,
          output_tokens, cost, first_word_ms, duration_ms)
        values ('${northside}', '${person('owner')}', null, null, 'model', '${id('gone')}',
          'complete', 1, 1, 1, 1, 1)`,
    },
    answer_reports: {
      'one’s own': (me) => `insert into public.answer_reports (
          community_id, conversation_id, message_id, reporter_id, agent_name, question, answer, reason
        ) values ('${northside}', '${id('private')}', '${laterId('answer in private')}', '${me}',
          'Agent', 'Hello', 'Good day', 'New')`,
    },
    ai_ledger: {
      'of Northside': `insert into public.ai_ledger
        (community_id, run_id, input_tokens, output_tokens, amount)
        values ('${northside}', '${id('run')}', 1, 1, 1)`,
    },
    ai_budgets: {
      'of a role of Northside': `insert into public.ai_budgets
        (community_id, holder, role, user_id, period, money, tokens, warn_percent)
        values ('${northside}', 'role', 'end_user', null, 'day', 1, 1, 50)`,
      'a ceiling of Northside': `insert into public.ai_budgets
        (community_id, holder, period, tokens)
        values ('${northside}', 'ceiling', 'day', 1)`,
    },
    provider_keys: {
      'of Northside': `insert into public.provider_keys
        (community_id, provider, address, sealed, sealed_with, last_four)
        values ('${northside}', 'anthropic', '', '${sealed}', 'k', 'abcd')`,
      'the platform’s': `insert into public.provider_keys
        (provider, sealed, sealed_with, last_four)
        values ('anthropic', '${sealed}', 'k', 'abcd')`,
    },
    answer_limits: {
      'of Northside': `insert into public.answer_limits
        (community_id, ceiling, person_messages, community_messages, person_answers,
          community_answers)
        values ('${northside}', false, 1, 1, 1, 1)`,
      'the most of Northside': `insert into public.answer_limits
        (community_id, ceiling, person_messages, community_messages, person_answers,
          community_answers)
        values ('${northside}', true, 1, 1, 1, 1)`,
    },
    moderation_rules: {
      'of Northside': `insert into public.moderation_rules
        (community_id, words, refuses, refusal, answers, review, provider)
        values ('${northside}', '{poison}', true, 'Not here', true, true, true)`,
    },
    held_messages: {
      'one’s own': (me) => `insert into public.held_messages (
          community_id, conversation_id, message_id, owner_id, agent_name, author, why, word, state,
          shared, text, question, ended, note
        ) values ('${northside}', '${id('being answered')}',
          '${laterId('answer in being answered')}', '${me}', 'Agent', 'agent', 'words', 'poison',
          'waiting', false, 'Poison', '', 'complete', '')`,
    },
    message_ratings: {
      'of one’s own answer': (me) => `insert into public.message_ratings
        (message_id, conversation_id, user_id, good, reason)
        values ('${laterId('answer in being answered')}', '${id('being answered')}', '${me}', true,
          '')`,
      'for the owner': `insert into public.message_ratings
        (message_id, conversation_id, user_id, good)
        values ('${laterId('answer in being answered')}', '${id('being answered')}',
          '${person('owner')}', true)`,
    },
  },

  calls: {
    report_answer: {
      'an answer of the owner’s': {
        sql: `select public.report_answer('${laterId('answer in private')}', 'It is wrong')`,
        changes: ['answer_reports'],
      },
      'one reported already': {
        sql: `select public.report_answer('${laterId('answer in shared')}', 'It is wrong')`,
        changes: [],
      },
    },
    withdraw_report: {
      'one of the owner’s': {
        sql: `select gone from public.withdraw_report('${laterId('answer in shared')}') as gone`,
        changes: ['answer_reports', 'security_audit'],
      },
    },
    read_report: {
      'the owner’s': {
        sql: `select public.read_report('${id('report')}')`,
        changes: ['security_audit'],
      },
    },
    appeal_held: {
      'what is not shared': {
        sql: `select public.appeal_held('${id('held')}', 'It is chess')`,
        changes: ['held_messages'],
      },
    },
    read_held: {
      'what is shared': {
        sql: `select public.read_held('${id('held and shared')}')`,
        changes: ['security_audit'],
      },
      'what is not shared': { sql: `select public.read_held('${id('held')}')`, changes: [] },
      'a file': { sql: `select public.read_held('${id('hold of a file')}')`, changes: [] },
      'a file that is shared': {
        sql: `select public.read_held('${id('hold of a file, shared')}')`,
        changes: ['security_audit'],
      },
    },
    settle_held: {
      'what is shared': {
        sql: `select public.settle_held('${id('held and shared')}', false, '')`,
        changes: ['held_messages'],
      },
      'what is not shared': {
        sql: `select public.settle_held('${id('held')}', false, '')`,
        changes: [],
      },
    },
    hold_asked: {
      'for the owner’s answer': {
        sql: `select public.hold_asked('${laterId('answer in being answered')}')`,
        changes: ['messages'],
      },
    },
    review_first: {
      'of Harbor': {
        sql: `select yes from public.review_first('${harbor}') as yes where yes`,
        changes: [],
      },
    },
    who_looks_first: {
      'of Harbor': {
        sql: `select looks from public.who_looks_first('${harbor}') as looks where looks <> '{}'`,
        changes: [],
      },
    },
    record_run: {
      'of the owner’s answer': {
        sql: `select public.record_run('${laterId('answer in private')}', '{"model": "model"}')`,
        changes: ['ai_runs'],
      },
    },
    // Where the budget is spent, each answers a row; and the answer that is not made is kept.
    reserve_answer: {
      'for the owner’s answer': {
        sql: `select public.reserve_answer(
          '{"answerId": "${laterId('answer in being answered')}", "instructions": "", "begun": "",
            "history": [], "maxOutputTokens": 9}', '[]', null)`,
        changes: ['messages'],
      },
    },
    admit_answer: {
      'for the owner’s answer': {
        sql: `select public.admit_answer(
          '{"answerId": "${laterId('answer in being answered')}", "instructions": "", "begun": "",
            "repeated": false, "history": [], "maxOutputTokens": 9}', '[]', null)`,
        changes: ['messages'],
      },
    },
    take_turn: {
      'for the owner’s answer': {
        sql: `select public.take_turn('${laterId('answer in being answered')}') is null`,
        changes: [],
      },
    },
    begin_trial: {
      'in Northside': {
        sql: `select public.begin_trial('${northside}', '{"maxOutputTokens": 9}', '[]')`,
        changes: [],
      },
    },
    save_trial: {
      'of the owner’s': {
        sql: `select verdict
          from public.save_trial('${id('trial')}', '', 'complete', '{"model": "model"}') as verdict
          where verdict <> 'stop'`,
        changes: ['ai_runs'],
      },
    },
    reserve_step: {
      'for the owner’s step': {
        sql: `select refused from public.reserve_step(
            '${id('step in run under way')}', '[]', '', 9) as refused
          where refused is not null`,
        changes: [],
      },
    },
    answer_means: {
      'of the owner’s conversation': {
        sql: `select means from public.answer_means('{"conversationId": "${id('private')}"}') as means
          where means is not null`,
        changes: [],
      },
    },
    step_means: {
      'of the owner’s step': {
        sql: `select means from public.step_means('${id('step in run under way')}') as means
          where means is not null`,
        changes: [],
      },
    },
    note_key_used: {
      'of Northside': {
        sql: `select public.note_key_used('${id('own key')}')`,
        changes: ['provider_keys'],
      },
    },
    key_to_try: {
      'of Northside': {
        sql: `select public.key_to_try('${id('own key')}')`,
        changes: ['security_audit'],
      },
      'the platform’s': {
        sql: `select public.key_to_try('${id('platform key')}')`,
        changes: ['security_audit'],
      },
    },
    my_budgets: {
      'of Northside': {
        sql: `select holder from public.my_budgets('${northside}')`,
        changes: [],
      },
    },
    estimate_answer: {
      'of the published': {
        sql: `select most from public.estimate_answer('${northside}', null, '${id('published')}', '[]')`,
        changes: [],
      },
      'in the owner’s conversation': {
        sql: `select most from public.estimate_answer('${northside}', '${id('private')}', null, null)`,
        changes: [],
      },
    },
    find_member: {
      'the owner': {
        sql: `select found from public.find_member('${northside}', '${email('owner')}') as found
          where found is not null`,
        changes: [],
      },
    },
    community_budgets: {
      'of Northside': {
        sql: `select id from public.community_budgets('${northside}')`,
        changes: [],
      },
    },
  },
}
