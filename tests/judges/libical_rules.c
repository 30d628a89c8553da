/* What libical makes of rules: for each line "rule<TAB>start<TAB>many" of the input one line with
   the first instances, or with "error" and the reason. Each rule has a process of its own and a
   quarter of a second in it; "hung" is the answer of one that used it up or crashed. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static void answer(const char *rule, const char *start, int many)
{
    struct icalrecurrencetype parts = icalrecurrencetype_from_string(rule);
    char compact[32], *end = compact; /* libical has no hyphens and colons in times */
    for (; *start && end < compact + sizeof compact - 1; start++)
        if (*start != '-' && *start != ':')
            *end++ = *start;
    *end = 0;
    icalrecur_iterator *iterator = icalrecur_iterator_new(parts, icaltime_from_string(compact));
    if (!iterator) {
        printf("error %s\n", icalerror_strerror(icalerrno));
        return;
    }
    for (int n = 0; n < many; n++) {
        icaltimetype each = icalrecur_iterator_next(iterator);
        if (icaltime_is_null_time(each))
            break;
        printf("%s%04d-%02d-%02dT%02d:%02d:%02d", n ? "," : "", each.year, each.month, each.day,
               each.hour, each.minute, each.second);
    }
    printf("\n");
}

int main(void)
{
    static char line[65536];
    const struct itimerval quarter = {.it_value = {.tv_usec = 250000}}, never = {0};
    icalerror_set_errors_are_fatal(0);
    while (fgets(line, sizeof line, stdin)) {
        char *rule = strtok(line, "\t"), *start = strtok(NULL, "\t"), *many = strtok(NULL, "\n");
        if (!rule || !start || !many)
            return 2;
        fflush(stdout);
        pid_t child = fork();
        if (child == 0) {
            setitimer(ITIMER_VIRTUAL, &quarter, NULL);
            answer(rule, start, atoi(many));
            setitimer(ITIMER_VIRTUAL, &never, NULL);
            fflush(stdout);
            _exit(0);
        }
        int how = 0;
        if (child < 0 || waitpid(child, &how, 0) < 0)
            return 3;
        if (!WIFEXITED(how))
            printf("hung\n");
    }
    return 0;
}
