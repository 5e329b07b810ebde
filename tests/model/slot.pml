/* One A-stack and everybody who has to do with it: two threads of a client, the server's leader, a thread of the
 * server that answers later, and who hears of deaths on both sides. What they do is what src/farcall/lrpc/
 * (astacks, linkages) and runtime/server/lrpc_lane.cpp do, in the same order, on a memory with the store buffers of
 * x86 (Sewell 2010, x86-TSO): a store waits in its thread's buffer while later loads pass it, and a locked
 * instruction or a fence empties the buffer. No thread here loads what it may still have in its own buffer.
 *
 * Nobody wakes up by himself, though in the code everybody does after 50 ms: what only that would mend is an error
 * here. A define WITHOUT_... takes away one thing that the code has, and each of them has to be missed
 * (tests/model/run.py).
 */
/* How much of it: calls of the two threads, whether the second one's are one-way; how often somebody gives up, a
 * handler is slow (HOLDS) or deferred, the binding goes cold, and then to another leader (MOVES); whether one side may
 * die (DEATHS); and without what a caller does before its first fence (NO_EARLY_LOOK), to keep it small. */
#ifndef FIRST_CALLS
#define FIRST_CALLS 1
#endif
#ifndef SECOND_CALLS
#define SECOND_CALLS 1
#endif
#ifndef ONE_WAY
#define ONE_WAY 0
#endif
#ifndef GIVE_UPS
#define GIVE_UPS 0
#endif
#ifndef LATER
#define LATER 0
#endif
#ifndef COLDS
#define COLDS 0
#endif
#ifndef MOVES
#define MOVES 0
#endif

#define VACANT 0
#define TAKEN 1
#define GIVEN_UP 2

/* The client writes: */
byte request_sequence, request_call;
bit sleeper;         /* the slot's bit in ClientHeader::sleepers */
bit bell;            /* since the leader has looked at it last */
/* The server writes: */
byte reply_sequence, reply_call;
bit leader_sleeps, is_cold;
bit lane;            /* whose leader that is; what another one does may be anything */
/* Private to the client: */
byte state = VACANT, sequence;
bit is_lost;
/* Private to the server: */
byte next = 1;
bit runs, associated = 1, has_news, is_called_in, is_gone, holds;
/* In the kernel: */
bit caller_waits, leader_waits;
chan socket = [1] of { bit };
/* What this is all about: */
byte last_call;      /* each call has a number of its own */
byte executed;       /* a bit for each */
byte callers_done;
bit server_dead, client_dead;
byte give_ups, colds, moves, later_used;

#define REQUEST 0
#define REPLY 1
#define RUNS 2
#define LEADER_SLEEPS 3

/* Of two callers, the leader and a handler that is slow: what, its call, its sequence or value. A line comes with its
 * sequence, which is stored after it: stores do not overtake each other. */
chan stores[4] = [2] of { byte, byte, byte };

/* Whose store becomes visible when. A dead process's do, too: its processor goes on. */
active proctype memory() {
  byte where, call, value;
end:
  do
  :: atomic {
       if
       :: stores[0]?where, call, value
       :: stores[1]?where, call, value
       :: stores[2]?where, call, value
       :: stores[3]?where, call, value
       fi;
       if
       :: where == REQUEST -> request_call = call; request_sequence = value
       :: where == REPLY -> reply_call = call; reply_sequence = value
       :: where == RUNS -> runs = value
       :: where == LEADER_SLEEPS -> leader_sleeps = value
       fi;
       where = 0; call = 0; value = 0
     }
  od
}

#define store(where, call, value) stores[me]!where, call, value
#define fence() empty(stores[me])
/* The thread stores nothing before its next locked instruction, so it may as well wait here. */
#define put_state(value) atomic { fence() -> state = value }

/* AStacks::leader */
inline see_leader() {
#ifndef WITHOUT_LOOKING_WHOSE
  seen_lane = lane;
#endif
  atomic {
    if
    :: seen_lane == lane -> sees_sleep = leader_sleeps
    :: seen_lane != lane -> sees_sleep = 0
    :: seen_lane != lane -> sees_sleep = 1
    fi;
#ifndef WITHOUT_LOOKING_WHOSE
    seen_lane = 0
#endif
  }
}

/* AStacks::ring_if_needed */
inline ring_if_needed() {
  see_leader();
  if
  :: !sees_sleep && !is_cold -> has_rung = 0
  :: else ->
     if
     :: has_rung
     :: else ->
        atomic { fence() -> has_rung = 1; bell = 1 };
#ifndef WITHOUT_SECOND_LOOK
        see_leader();
#endif
        if
        :: sees_sleep -> leader_waits = 0
        :: else
        fi;
        if
        :: is_cold -> if :: nfull(socket) -> socket!0 :: full(socket) fi
        :: else
        fi
     fi
  fi
}

proctype caller(byte me; bit is_one_way) {
  byte most = (me == 0 -> FIRST_CALLS : SECOND_CALLS);
  byte calls, was, seen, mine;
  bit has_rung, sleeps, sees_sleep, seen_lane;
  {
    do
    :: calls == most -> break
    :: else ->
       calls++;
take:
#ifdef WITHOUT_TAKING_FIRST
       is_lost || state == VACANT || (state == GIVEN_UP && reply_sequence == sequence);
       atomic { fence() -> was = state; if :: state != TAKEN -> state = TAKEN :: else -> goto take fi };
#else
       /* Who finds nothing looks again later; here, when it is worth while. */
       atomic {
         fence() && (is_lost || state == VACANT || (state == GIVEN_UP && reply_sequence == sequence)) ->
         was = state
       };
       atomic {
         if
         :: fence() && state == was && was != TAKEN -> state = TAKEN
         :: state != was -> goto take
         :: is_lost && was == TAKEN -> goto leave
         fi
       };
       if
       :: !is_lost && was == GIVEN_UP && reply_sequence != sequence -> put_state(GIVEN_UP); goto take
       :: else
       fi;
#endif
       if
       :: is_lost -> put_state(was); goto leave
       :: else
       fi;
       /* publish */
       atomic { sequence++; last_call++; mine = last_call };
       store(REQUEST, mine, sequence);
       has_rung = 0;
       if
       :: is_one_way ->
#ifndef WITHOUT_FENCE_OF_SENDING_OFF
          fence();
#endif
          ring_if_needed();
          put_state(GIVEN_UP)
       :: else ->
          /* wait_longer */
          sleeps = 0;
#ifndef NO_EARLY_LOOK
          if
          :: reply_sequence == sequence || is_lost
          :: else -> ring_if_needed()
          fi;
#endif
          do
          :: reply_sequence == sequence -> break
          :: else ->
             if :: is_lost -> break :: else fi;
             if
#ifdef WITHOUT_FENCE_OF_SLEEPER
             :: atomic { !sleeps -> sleeps = 1; sleeper = 1 }
#else
             :: atomic { !sleeps && fence() -> sleeps = 1; sleeper = 1 }
#endif
             :: sleeps
             fi;
             atomic {
               seen = reply_sequence;
               if :: seen == sequence || is_lost -> goto again :: else fi
             };
             ring_if_needed();
             if
             :: give_ups < GIVE_UPS -> give_ups++; goto too_late
             :: true
             fi;
             /* futex_wait: the kernel compares while nobody can wake */
             atomic {
#ifndef WITHOUT_FENCE_OF_SLEEPER
               fence();
#endif
               if :: reply_sequence == seen -> caller_waits = 1 :: else fi
             };
             atomic { !caller_waits -> has_rung = 0 };
again:
             seen = 0
          od;
          if :: sleeps -> atomic { fence() -> sleeper = 0 } :: else fi;
          if
          :: reply_sequence == sequence -> assert(reply_call == mine)
          :: else -> assert(is_lost)
          fi;
          put_state(VACANT);
          goto called;
too_late:
          atomic { fence() -> sleeper = 0 };
          put_state(GIVEN_UP)
       fi;
called:
       seen = 0; was = 0; mine = 0; has_rung = 0; sleeps = 0; sees_sleep = 0
    od;
leave:
    callers_done++
  } unless { client_dead }
}

/* Linkages::answer */
inline answer(call, its_sequence) {
#ifdef WITHOUT_RUNS_FIRST
  store(REPLY, call, its_sequence);
  store(RUNS, 0, 0);
#else
  store(RUNS, 0, 0);
  store(REPLY, call, its_sequence);
#endif
  look_after_sleeper()
}
inline look_after_sleeper() {
  if
  :: sleeper -> fence() -> caller_waits = 0
  :: else
  fi
}
/* Linkages::wake_sleeper */
inline wake_sleeper() {
#ifndef WITHOUT_FENCE_OF_WAKING
  fence();
#endif
  look_after_sleeper()
}
inline interrupt() {
  has_news = 1;
  leader_waits = 0
}

/* LrpcPort::lead, and LrpcLane. */
proctype leader() {
  byte got, got_sequence;
  bit unseen;
  byte me = 2;
  {
    true;
lead:
    if
    :: has_news ->
       /* LrpcLane::associate, by another one's leader, to whom it was sent: in the place of this one from here on */
       if
       :: is_called_in && moves < MOVES -> atomic { fence() -> moves++; lane = 1 - lane; leader_sleeps = 0 }
       :: true
       fi;
       atomic {
         has_news = 0;
         if :: is_gone -> associated = 0 :: else fi;
         if
         :: is_called_in -> is_called_in = 0; if :: !is_gone -> associated = 1; is_cold = 0 :: else fi
         :: else
         fi
       }
    :: else
    fi;
    if
    :: associated && request_sequence == next && !runs && !holds ->
serve:
       atomic { got_sequence = next; next++; runs = 1; unseen = 1 };
       got = request_call;
       atomic { assert((executed & (1 << got)) == 0); executed = executed | (1 << got) };
       if
       :: later_used < LATER ->  /* it is slow, and another thread leads; or it was deferred */
          later_used++;
#ifdef HOLDS
          holds = 1;
#endif
          run later(got, got_sequence)
       :: true ->
          runs = 0;  /* nobody but the leader reads it */
          store(REPLY, got, got_sequence);
          look_after_sleeper()
       fi;
       got = 0; got_sequence = 0;
       goto lead
    :: else
    fi;
#ifndef WITHOUT_WAKING_LATER
    if
    :: unseen -> wake_sleeper(); unseen = 0
    :: else
    fi;
#endif
    if
    :: has_news -> goto lead
    :: else
    fi;
    /* sleep */
    if
    :: associated && colds < COLDS ->  /* dissociate */
       colds++;
       atomic { fence() -> is_cold = 1 };
#ifdef WITHOUT_LOOKING_AT_THE_COLD
       associated = 0
#else
       if
       :: request_sequence == next && !runs -> is_cold = 0
       :: else -> associated = 0
       fi
#endif
    :: true
    fi;
#ifdef WITHOUT_FENCE_OF_LEADER
    store(LEADER_SLEEPS, 0, 1);
#else
    atomic { fence() -> leader_sleeps = 1 };
#endif
    if :: associated -> bell = 0 :: else fi;
    if
    :: associated && request_sequence == next && !runs && !holds ->
#ifdef WITHOUT_FENCE_OF_LEADER
       store(LEADER_SLEEPS, 0, 0);
#else
       atomic { fence() -> leader_sleeps = 0 };
#endif
       goto serve
    :: else
    fi;
    atomic { if :: !has_news && !(associated && bell) -> leader_waits = 1 :: else fi };
end_asleep:
    !leader_waits;
#ifdef WITHOUT_FENCE_OF_LEADER
    store(LEADER_SLEEPS, 0, 0);
#else
    atomic { fence() -> leader_sleeps = 0 };
#endif
    goto lead
  } unless { server_dead }
}

/* A handler whose call the leader does not answer. */
proctype later(byte got, got_sequence) {
  byte me = 3;
  {
    answer(got, got_sequence);
    wake_sleeper();
    if
    :: holds ->
       holds = 0;
#ifndef WITHOUT_NEWS_OF_RELIEF
       interrupt()
#endif
    :: else
    fi;
    true
  } unless { server_dead }
}

/* The watcher of the server. */
active proctype server_watcher() {
  {
    true;
end:
    do
    :: socket?_ -> is_called_in = 1; interrupt()
    :: client_dead && !is_gone -> is_gone = 1; interrupt()
    od
  } unless { server_dead }
}

/* That of the client: AStacks::lose. */
active proctype client_watcher() {
  bit some;
  {
    true;
end:
    server_dead;
    is_lost = 1;
    do
    :: some = sleeper;
       if
       :: some -> caller_waits = 0
       :: else -> break
       fi;
#ifdef WITHOUT_LOSING_TWICE
       break;
#endif
       !sleeper || caller_waits  /* to be told twice is worth while then */
    od
  } unless { client_dead }
}

active proctype death() {
#ifdef DEATHS
  if
  :: server_dead = 1
  :: client_dead = 1
  :: true
  fi
#else
  skip
#endif
}

init {
  atomic { run leader(); run caller(0, 0); run caller(1, ONE_WAY) }
}

/* When nothing moves any more. */
active proctype end_of_all() {
  timeout;
  if
  :: client_dead -> assert(server_dead || !associated)
  :: else ->
     assert(callers_done == 2);
     if
     :: server_dead
     :: else ->
        /* The A-stack has come back, everybody was served, and nobody is disturbed any more. */
        assert(state == VACANT || (state == GIVEN_UP && reply_sequence == sequence));
        assert(!runs && !holds && !sleeper && leader_waits);
        assert(executed == (1 << (last_call + 1)) - 2)
     fi
  fi
}
