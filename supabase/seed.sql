-- The demo: five accounts, two communities and sample agents, so that there is something to try.
--
-- For the embedded database only; the starter runs it once. The password of all five is printed at
-- every start and stands in the README: never run this where anybody else can reach it.
-- Accounts are named after what they are, and agents say that they are samples.

insert into auth.users (
  instance_id, id, aud, role, email, encrypted_password, email_confirmed_at,
  raw_app_meta_data, raw_user_meta_data, created_at, updated_at,
  -- The Auth server reads these as text and trips over null.
  confirmation_token, recovery_token, email_change_token_new, email_change
)
select
  '00000000-0000-0000-0000-000000000000', account.id, 'authenticated', 'authenticated',
  account.email,
  -- bcrypt of train-with-ai-2026
  '$2b$10$xfj5RpXPEJL8jUcgEDUZ.u0PzHtT3ranF4bfVrnQ1hlaTeqzpj1n2',
  now(),
  '{"provider": "email", "providers": ["email"]}',
  jsonb_build_object(
    'sub', account.id, 'email', account.email, 'email_verified', true, 'phone_verified', false,
    'display_name', account.display_name
  ),
  now(), now(), '', '', '', ''
from (
  values
    ('01936a00-0000-7000-8000-000000000001'::uuid, 'super@aigym.test', 'Demo super admin'),
    ('01936a00-0000-7000-8000-000000000002', 'coach@aigym.test', 'Demo coach'),
    ('01936a00-0000-7000-8000-000000000003', 'member@aigym.test', 'Demo member'),
    ('01936a00-0000-7000-8000-000000000004', 'rival-coach@aigym.test', 'Demo rival coach'),
    ('01936a00-0000-7000-8000-000000000005', 'rival@aigym.test', 'Demo rival member')
) as account (id, email, display_name);

insert into auth.identities (provider_id, user_id, identity_data, provider, created_at, updated_at)
select
  users.id::text, users.id,
  jsonb_build_object('sub', users.id, 'email', users.email, 'email_verified', true),
  'email', now(), now()
from auth.users
where users.email like '%@aigym.test';

-- Their profiles were made by the trigger on auth.users.
select public.grant_platform_admin('super@aigym.test');

insert into public.communities (id, slug, name, description, join_policy)
values
  (
    '01936a00-0000-7000-8000-000000000011', 'northside', 'Northside',
    'A sample community. Its coaches add its members themselves.', 'invitation'
  ),
  (
    '01936a00-0000-7000-8000-000000000012', 'harbor', 'Harbor',
    'A sample community that anybody may ask to join.', 'open'
  );

insert into public.memberships (community_id, user_id, role)
values
  ('01936a00-0000-7000-8000-000000000011', '01936a00-0000-7000-8000-000000000002', 'community_admin'),
  ('01936a00-0000-7000-8000-000000000011', '01936a00-0000-7000-8000-000000000003', 'end_user'),
  ('01936a00-0000-7000-8000-000000000012', '01936a00-0000-7000-8000-000000000004', 'community_admin'),
  ('01936a00-0000-7000-8000-000000000012', '01936a00-0000-7000-8000-000000000005', 'end_user');

-- Instructions for a small model: short sentences, one task, one question at a time.
create temporary table sample_agents (
  id uuid,
  community_id uuid,
  status text,
  title text,
  summary text,
  greeting text,
  starter_questions text[],
  instructions text,
  temperature numeric,
  max_output_tokens integer
) on commit drop;

insert into sample_agents
values
  (
    '01936a00-0000-7000-8000-000000000021', '01936a00-0000-7000-8000-000000000011', 'published',
    'Sample: Writing partner',
    'A sample agent. Makes a short text clearer and says what it changed.',
    'Paste a few sentences, and say who will read them.',
    array[
      'Make this shorter: We would like to inform you that the meeting has been moved to Monday.',
      'How do I begin a friendly email to a new customer?',
      'Give me three tips for clear sentences.'
    ],
    'You help people to write clearly. Use short sentences and plain words. When you get a text, '
    'first write the better text. Then say in one sentence what you changed. When there is no '
    'text yet, ask for one. Answer in the language of the question.',
    0.3, 384
  ),
  (
    '01936a00-0000-7000-8000-000000000022', '01936a00-0000-7000-8000-000000000011', 'published',
    'Sample: Interview practice',
    'A sample agent. Asks one interview question at a time and comments on the answer.',
    'Which job do you want to practise for?',
    array[
      'I want to practise for a job as a nurse.',
      'Ask me about my strengths.',
      'How do I answer: Why should we hire you?'
    ],
    'You practise job interviews with people. Ask one question at a time and wait for the answer. '
    'After an answer, say one thing that was good and one thing to do better. Then ask the next '
    'question. Be friendly and brief. Answer in the language of the question.',
    0.7, 384
  ),
  (
    '01936a00-0000-7000-8000-000000000023', '01936a00-0000-7000-8000-000000000011', 'published',
    'Sample: Idea finder',
    'A sample agent. Lists five ideas for any occasion.',
    'What do you need ideas for?',
    array[
      'Ideas for a team day under 200 dollars',
      'Names for a school newspaper',
      'Topics for a short talk about AI at work'
    ],
    'You find ideas. Give five ideas as a numbered list. Use one short line for each idea. '
    'After the list, ask one question that helps to find better ideas. Answer in the language of '
    'the question.',
    1.1, 384
  ),
  (
    '01936a00-0000-7000-8000-000000000024', '01936a00-0000-7000-8000-000000000011', 'published',
    'Sample: Plain explainer',
    'A sample agent. Explains a word or an idea with one example from daily life.',
    'Which word or idea shall I explain?',
    array['What is a large language model?', 'What does inflation mean?', 'Explain photosynthesis.'],
    'You explain things to beginners. First explain the idea in two sentences without technical '
    'words. Then give one example from daily life. Say so when you are not sure. Answer in the '
    'language of the question.',
    0.3, 384
  ),
  (
    '01936a00-0000-7000-8000-000000000025', '01936a00-0000-7000-8000-000000000011', 'draft',
    'Sample: Meeting notes',
    'A sample draft. Only coaches see it until it is published.',
    'Paste your notes.',
    array['What belongs in good meeting notes?'],
    'You turn notes into minutes. Write three headings: Decisions, Tasks, Open questions. Put each '
    'point of the notes under one heading. Add nothing that is not in the notes.',
    0.2, 384
  ),
  (
    '01936a00-0000-7000-8000-000000000031', '01936a00-0000-7000-8000-000000000012', 'published',
    'Sample: Customer on the phone',
    'A sample agent. Plays a customer with a complaint, so that you can practise calm answers.',
    'Hello? My order was to arrive last week, and it is still not here!',
    array[
      'Good morning. I am sorry to hear that. May I have your order number?',
      'What makes a good apology to a customer?'
    ],
    'You play a customer whose order is a week late. You are annoyed but polite. Answer in one to '
    'three sentences. Become calmer when the other person listens and offers a solution. Stay in '
    'this role.',
    0.7, 256
  ),
  (
    '01936a00-0000-7000-8000-000000000032', '01936a00-0000-7000-8000-000000000012', 'published',
    'Sample: Quiz master',
    'A sample agent. Asks short quiz questions about a subject that you choose.',
    'Choose a subject, and I ask the first question.',
    array['The oceans', 'Safety at work', 'Famous inventions'],
    'You run a quiz. Ask one short question at a time about the subject that the person chose. '
    'After the answer, say whether it is right and give the right answer in one sentence. Then ask '
    'the next question.',
    0.7, 256
  ),
  (
    '01936a00-0000-7000-8000-000000000033', '01936a00-0000-7000-8000-000000000012', 'published',
    'Sample: Day planner',
    'A sample agent. Puts a list of tasks in a good order.',
    'What do you have to do today?',
    array[
      'I have to write a report, call two customers and buy food.',
      'How do I plan a day with many small tasks?'
    ],
    'You help people to plan a day. Put their tasks in a good order as a numbered list, with the '
    'hardest task early. Write one short line for each task. Do not add tasks. When there are no '
    'tasks yet, ask for them.',
    0.3, 384
  ),
  (
    '01936a00-0000-7000-8000-000000000034', '01936a00-0000-7000-8000-000000000012', 'draft',
    'Sample: Welcome guide',
    'A sample draft. Only coaches see it until it is published.',
    'Welcome! What would you like to know?',
    array['Who do I ask about my first day?'],
    'You welcome new members of a team. Be warm and brief. When you do not know something about '
    'this team, say so and name a coach as the person to ask.',
    0.7, 256
  );

insert into public.content_items (id, community_id, kind, title, slug, summary, status, owner_id)
select
  sample_agents.id, sample_agents.community_id, 'agent', sample_agents.title,
  private.slug_of(sample_agents.title), sample_agents.summary, sample_agents.status,
  memberships.user_id
from sample_agents
join public.memberships
  on memberships.community_id = sample_agents.community_id
  and memberships.role = 'community_admin';

insert into public.agents (id, greeting, starter_questions)
select sample_agents.id, sample_agents.greeting, sample_agents.starter_questions
from sample_agents;

insert into public.agent_instructions (agent_id, instructions, temperature, max_output_tokens)
select
  sample_agents.id, sample_agents.instructions, sample_agents.temperature,
  sample_agents.max_output_tokens
from sample_agents;
