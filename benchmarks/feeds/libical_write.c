/* How long libical takes to write a calendar it holds: the best of several, in seconds of CPU. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int main(int count, char **arguments)
{
    FILE *file = fopen(arguments[count - 1], "rb");
    char *text = calloc(1, 64 << 20);
    if (!file || !text || !fread(text, 1, (64 << 20) - 1, file))
        return 2;
    icalcomponent *calendar = icalparser_parse_string(text);
    double best = 1e9;
    for (int i = 0; calendar && i < 9; i++) {
        clock_t start = clock();
        char *written = icalcomponent_as_ical_string_r(calendar);
        double took = (double)(clock() - start) / CLOCKS_PER_SEC;
        if (took < best)
            best = took;
        icalmemory_free_buffer(written);
    }
    printf("%.6f\n", best);
    return calendar ? 0 : 3;
}
