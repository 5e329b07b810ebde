// What a shared libfarcall shows: everything else is built with hidden visibility.
#pragma once

#define FARCALL_API __attribute__((visibility("default")))
