/* What libical says of a calendar file: its errors, then each event's UID and start as UTC seconds. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

static void report(icalcomponent *component)
{
    for (icalproperty *p = icalcomponent_get_first_property(component, ICAL_XLICERROR_PROPERTY); p;
         p = icalcomponent_get_next_property(component, ICAL_XLICERROR_PROPERTY))
        printf("error %s\n", icalproperty_get_xlicerror(p));
    for (icalcomponent *c = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT); c;
         c = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT))
        report(c);
}

int main(int count, char **arguments)
{
    FILE *file = fopen(arguments[count - 1], "rb");
    char *text = calloc(1, 64 << 20);
    if (!file || !text || !fread(text, 1, (64 << 20) - 1, file))
        return printf("error the file cannot be read\n"), 2;
    icalcomponent *calendar = icalparser_parse_string(text);
    if (!calendar)
        return printf("error there is no component\n"), 3;
    icalrestriction_check(calendar);
    report(calendar);
    for (icalcomponent *e = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); e;
         e = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        icaltimetype start = icalcomponent_get_dtstart(e);
        printf("event %s %ld\n", icalcomponent_get_uid(e),
               (long)icaltime_as_timet_with_zone(start, icaltime_get_timezone(start)));
    }
    return 0;
}
