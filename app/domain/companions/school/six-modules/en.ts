import type { CourseWords, ModuleWords, Question } from '../schema.ts'

/** The same school in English. */
export const course: CourseWords = {
  title: 'The companions’ school',
  about: 'Six modules for you who will walk beside somebody. Read at your own pace, think about the questions, and practise with others. Nobody is ever fully trained, and you are not going to be a therapist.',
}

export const modules: (Partial<ModuleWords> & { title: string; body: string; questions: Question[] })[] = [
  {
    title: 'What a companion is, and is not',
    body: `A companion is **an ordinary human being who walks beside another for a while**. Not ahead, to show the way. Not behind, to push.

After treatment or prison it can become quiet. The old circle is often the only one that calls. Then it means a lot that somebody asks whether you would like a coffee on Thursday, and actually comes.

**You are**
- somebody who turns up when you have agreed to
- somebody who does ordinary things: goes for walks, drinks coffee, sees a film, comes along to an office
- somebody who can bear silence, and days that do not go as planned
- somebody who believes in the other, also when they do not

**You are not**
- a therapist, a case worker, a bank or a guard
- responsible for the other staying sober
- alone: the coordinator is behind you all the way

Some companions have been through it themselves. Others have not. Both are of use. If you have been there, it is a gift that you can give a little of when it fits. It is not the answer for the other person.

You agree together on what you will do, how often you meet and for how long. Usual is once a week for six to nine months. It is the participant's life, and the participant chooses the direction.`,
    exercise: `Think of somebody who walked beside you in a time that was hard.

1. What did that person do, quite concretely?
2. What did they leave undone?
3. Write down one of these things that you want to take with you.`,
    reflection: 'Why do you want to walk beside somebody? What do you hope it will give you?',
    questions: [
      { question: 'Your participant has had a letter from the welfare office and becomes uneasy. What is a companion’s part?', options: ['To fill in the form for them', 'To sit down and read the letter together, and help to find out whom you can ask', 'To say that it will be all right'], right: 1, why: 'You do it together. So there is support now, and courage for the next letter.' },
      { question: 'Who is responsible for the participant staying sober?', options: ['The companion', 'The coordinator', 'The participant, with support from several'], right: 2, why: 'You can mean a lot without carrying the responsibility. It is the participant’s own life, and there are several of you around.' },
    ],
  },
  {
    title: 'Recovery and relapse',
    body: `Stopping is one day. **Living without is all the others.** Recovery is more than leaving something out: a place to live, something to do, people to be with, and a feeling of being worth something.

Recovery rarely goes in a straight line. It has good weeks, flat weeks and weeks when everything is heavy. Many who live good lives today have tried several times before.

**A relapse is not the end.** It is most common in the first months. It does not mean that all was in vain, and it is not your fault. What the other needs then is mostly:
- that somebody answers when they call
- not to be met with disappointment
- help to get in touch with those who can help further

With us a relapse puts things on pause. It locks nobody out.

**The danger is greatest right after a break.** After a few days without, the body bears much less than before. The amount that used to be normal can be deadly. That is why the first days after discharge or release are so important, and why it is good that you are there just then.

**What often helps:** sleep, food, fixed appointments, moving, sober people, and something to look forward to. Notice that these are ordinary things. You can be part of most of them.

Craving comes in waves and passes, usually in less than half an hour. It is easier to stand in it together with somebody. Go for a walk. Cook. Talk of something else, or of just that.`,
    exercise: 'Think of a habit that you have tried to change yourself. How many times did you begin again? What did people say that made it easier, and what did they say that made it heavier?',
    reflection: 'How do you think you will react on the day the participant tells you of a relapse? What would you like to be able to say?',
    questions: [
      { question: 'Why are the first days after discharge or release especially dangerous?', options: ['Because the body bears much less after a few days without', 'Because many are short of money then', 'Because the help lines are closed'], right: 0, why: 'Tolerance falls in a few days. It is worth saying aloud, calmly and without morals.' },
      { question: 'The participant tells you that there was a relapse at the weekend. What do you say first?', options: ['What went wrong?', 'Thank you for telling me. How are you now?', 'Then perhaps we need a break from each other'], right: 1, why: 'Whoever tells has taken a brave step. Meet the person first. Causes can wait.' },
    ],
  },
  {
    title: 'Meeting another person',
    body: `The most important thing you bring is your attention.

**Listening** is being curious without wanting anything. Try this:
- Ask openly: “How has the week been?” instead of “Has it gone well?”
- Say in your own words what you heard: “So you were relieved, but also a little afraid?”
- Wait. The most important sentences often come after a pause.
- Ask before you give advice: “Would you like to hear what I think, or is it best that I just listen?”

**Put away** the diagnosis, the sentence and what you have read. Ask instead what the other likes to do. Use ordinary words. We say “somebody who has had an addiction”, not words that turn a whole person into one problem.

**Boundaries are care.** They let you be there for a long time. Agree early on:
- when you can call and text, and when your phone is off
- that you do not lend money, and why
- what you want to tell about yourself, and what you keep
- that you meet sober, both of you

You can say no and still be warm: “I can't do that, but I am coming on Thursday, as we said.”

**Closeness and roles.** You are not equally free: one of you has come for help. So love, sex, business and debts between you do not fit. If you feel something shifting, talk with the coordinator early. That is taking responsibility, not making a fool of yourself.`,
    exercise: 'Have a conversation of ten minutes with somebody you know. Do not give a single piece of advice. Notice what happens in you, and in the other.',
    reflection: 'Which boundary is hardest for you to keep? What can you say beforehand to make it easier?',
    practice: 'Practise a first conversation with the coordinator or an experienced companion. One of you is the participant. Meet, greet, get to know each other a little, and agree on the next time and when you can call. Change roles, and talk about how it felt.',
    questions: [
      { question: 'The participant asks to borrow 500 kroner until Friday. What do you do?', options: ['Lend it, it is not much', 'Say a friendly no, as you have agreed, and ask whether you should see together who can help with money matters', 'Pretend not to hear'], right: 1, why: 'A loan turns you into something other than what you are. No to the loan, yes to the person.' },
      { question: 'Which question opens most?', options: ['Are you all right?', 'You haven’t been drinking, have you?', 'How has the week been?'], right: 2, why: 'It cannot be answered with yes or no, and the other chooses where to begin.' },
    ],
  },
  {
    title: 'Confidentiality, and when to tell',
    body: `The person you walk with must be able to trust that what is said stays between you. **Your duty of confidentiality lasts after you have left.** You have signed it, or will before you begin.

**It covers** who is a participant, everything you learn about health, substances, punishment, family and money, and also that you know the person from here. If you meet in the shop, the participant decides whether you greet.

**In everyday life**
- Do not tell at home, not even “without a name”. Small places recognise stories.
- Do not write about the participant on your phone, in mails or on social media. Take no pictures.
- Ask the participant before you talk with offices, the doctor or the family. Best of all: do it together.

**You need not carry everything alone.** In supervision you can talk about what you are in the middle of. Talk about your own work, and tell no more about the other than you must.

**You must tell when life or health is in danger:**
- somebody may take their life, or lies lifeless: call the emergency number at once
- a child may be exposed to violence, abuse or serious neglect
- somebody may do another person serious harm

If it is urgent, call first. Otherwise call the coordinator the same day. Tell the participant if you can: “I cannot keep this to myself, because I am afraid for you.” It is not a breach of trust. It is what the trust is for.

Say early how this is, preferably the first time you meet. Then nobody is deceived.`,
    exercise: 'Write two sentences that you can say the first time, about what you keep to yourself and what you cannot keep to yourself. Read them aloud.',
    reflection: 'When has something you confided been passed on? What did it do to you?',
    questions: [
      { question: 'You meet the participant in the shop, and you are there with a friend. What do you do?', options: ['Greet, and introduce them to each other', 'Let the participant decide whether you greet, and do not say where you know each other from', 'Walk the other way'], right: 1, why: 'You can agree on it beforehand: “If we meet outside, you decide.”' },
      { question: 'What holds on the day you stop being a companion?', options: ['The duty of confidentiality ends after a year', 'The duty of confidentiality ends at the same time', 'The duty of confidentiality lasts'], right: 2, why: 'What you have learnt still belongs to the other. So it lasts as long as you live.' },
    ],
  },
  {
    title: 'When it is serious',
    body: `You may never need this. Read it twice all the same, so that it is there when your hands shake. All telephone numbers are on the [help page](/help), at the top of every page here.

**Overdose.** The signs are little or no breathing, blue lips, and no response when you shout and shake.
1. Call the emergency number for an ambulance: 113 in Norway, 112 in Sweden. They guide you. Nobody is punished for calling.
2. Give naloxone nasal spray if there is any.
3. Give CPR until help comes. If the person breathes, lay them on their side in the recovery position.
4. A second dose of naloxone after a few minutes if it does not help. Stay: its effect may wear off before the substance does.

**Thoughts of suicide.** Ask straight out: “Are you thinking of taking your life?” It gives nobody the idea. It gives a person leave to say it.
- Listen to the answer without arguing about whether life is worth it.
- Ask whether there is a plan, a means or a time. If there is: call 113 or 112 and the coordinator, and stay with the person until help is there.
- Without a plan: agree on whom you will call together, now. There are help lines that answer day and night.
- Never promise to keep it secret.

**If you are unsafe yourself,** leave. You are not to calm down somebody who threatens you. Call the police if it is urgent, and the coordinator afterwards.

**Afterwards** you call the coordinator, the same day, however it went. You are not to go to bed with it alone. What we write down is that it happened, not what was said.`,
    exercise: 'Open the [help page](/help) and save the numbers you need on your phone. Save the coordinator’s number, too. Find out where you can get naloxone where you live, and where you can take a first-aid course.',
    reflection: 'How does it feel to have to ask somebody straight out about suicide? What would make it easier for you?',
    practice: 'Practise asking aloud: “Are you thinking of taking your life?” Practise the recovery position and what you say to the emergency operator. Do it with the coordinator or somebody trained in first aid.',
    questions: [
      { question: 'You find the participant with blue lips, hardly breathing and not answering. What do you do first?', options: ['Call the coordinator', 'Call the emergency number for an ambulance', 'Look for what was taken'], right: 1, why: 'The ambulance first. They help you with naloxone and resuscitation while you wait.' },
      { question: 'Can asking straight out about suicide give somebody the idea?', options: ['Yes, so one should go around it', 'No, it makes it easier to talk and to get help'], right: 1, why: 'This is well studied: asking does not raise the danger. Silence may.' },
      { question: 'The participant says: “I have it ready for tonight, but promise not to tell anybody.”', options: ['You promise, and keep a close eye on them', 'You say that you cannot promise that, call the emergency number and the coordinator, and stay', 'You ask the participant to sleep on it'], right: 1, why: 'A plan, a means and a time mean that you call now. You stay with the person, and you are not alone in it.' },
    ],
  },
  {
    title: 'Looking after yourself, and ending well',
    body: `You can only give of something you have. **Looking after yourself is part of the task.**

**Notice** when you sleep badly after meetings, think of the participant all the time, get irritated by small things, or begin to dread going. It is not weakness. It is a signal to talk with somebody.

**What keeps you going**
- fixed times, and time off in between
- supervision, also when all goes well
- things of your own that are not about this
- leave to say “not this week”, in good time

If you have been through addiction yourself, something may stir. Have your own plan and your own network ready. You can pause whenever you want, without explaining why.

**Supervision** is a place for your work: what you are in the middle of, what you wonder about, what you are proud of. The coordinator invites you. You can also ask for it.

**Ending well begins on the first day.** You both know that it lasts for a time. Talk about the end early, perhaps halfway: What should be in place by then? Whom can the participant call?
- Look back together: What do you remember? What is different now?
- Say aloud what you have valued.
- Agree honestly on whether you will be in touch afterwards. An ending that is left hanging hurts more than one that is said.

Sometimes you do not suit each other. Then either of you can say so to the coordinator, without anybody having done wrong. Changing is quite usual.

Many participants become companions themselves one day. Perhaps the one you will walk with is one of them.`,
    exercise: 'Make a list of your own with three things: How I notice that it is getting too much. What I do then. Whom I call.',
    reflection: 'Think of a farewell that was good. What made it good? What do you want to take with you from it?',
    questions: [
      { question: 'You dread the meetings, and sleep badly after them. What do you do?', options: ['Grit your teeth, it will pass', 'Stop answering messages', 'Call the coordinator and ask for a talk'], right: 2, why: 'Early is always better than late. There is nearly always a way, and it need not be to stop.' },
      { question: 'When do you begin to talk about it coming to an end?', options: ['At the last meeting', 'From the start, and again in good time before', 'Preferably not, it is too tender'], right: 1, why: 'Then the ending is something you make together, and not something that just happens.' },
    ],
  },
]
