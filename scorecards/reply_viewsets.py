"""The editors' screens for the right of reply."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from scorecards.look_only import LookList, LookOnlyViewSet
from scorecards.models import Reply, Scorecard
from scorecards.reply_desk import ReplyCheck, ReplyDesk, ReplyPicture


class ReplyDeskViewSet(LookOnlyViewSet):
    model = Scorecard
    name = "right-of-reply"
    icon = "mail"
    menu_label = _("Right of reply")
    inspect_view_class = ReplyDesk
    list_display = ["title", "standard", "reply_days"]
    list_export = ["title", "standard", "reply_days"]
    search_fields = ["title"]


class ReplyList(LookList):
    def get_base_queryset(self):
        return super().get_base_queryset().for_desk()


class ReplyViewSet(LookOnlyViewSet):
    """They come by a link, so nobody adds or edits one here."""

    model = Reply
    name = "replies"
    icon = "comment"
    menu_label = _("Replies")
    inspect_view_class = ReplyCheck
    index_view_class = ReplyList
    list_display = ["question", "subject", "agrees", "version", "sent_at", "checked_on", "answered_on"]
    list_filter = ["agrees", "checked_on"]
    list_export = ["subject", "question", "version", "agrees", "text", "evidence_url", "sent_at", "checked_on"]
    search_fields = ["text", "question__text"]

    @property
    def picture_view(self):
        return self.construct_view(ReplyPicture, **self.get_inspect_view_kwargs())

    def get_urlpatterns(self):
        own = path("picture/<int:pk>/", self.picture_view, name="picture")
        return [*super().get_urlpatterns(), own]


VIEWSETS = (ReplyDeskViewSet(), ReplyViewSet())
