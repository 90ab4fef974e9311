___INFO___

{
  "type": "TAG",
  "id": "cvt_temp_public_id",
  "version": 1,
  "securityGroups": [],
  "displayName": "Wend",
  "brand": {
    "id": "brand_dummy",
    "displayName": ""
  },
  "description": "Starts the tracker of Wend, first-party and consent-aware analytics, or reports an event to it.",
  "containerContexts": [
    "WEB"
  ],
  "categories": [
    "ANALYTICS"
  ]
}


___TEMPLATE_PARAMETERS___

[
  {
    "type": "SELECT",
    "name": "action",
    "displayName": "What this tag does",
    "selectItems": [
      {
        "value": "start",
        "displayValue": "Start the tracker"
      },
      {
        "value": "track",
        "displayValue": "Report an event"
      }
    ],
    "simpleValueType": true,
    "macrosInSelect": false,
    "defaultValue": "start"
  },
  {
    "type": "TEXT",
    "name": "collector",
    "displayName": "Address of the collector",
    "simpleValueType": true,
    "valueHint": "https://shop.example/w",
    "help": "With its prefix and without a slash at the end. It has to be among the permissions of this template as well.",
    "valueValidators": [
      {
        "type": "NON_EMPTY"
      },
      {
        "type": "REGEX",
        "args": [
          "^https://\\S+[^/\\s]$"
        ],
        "errorMessage": "An address that begins with https:// and ends without a slash."
      }
    ],
    "enablingConditions": [
      {
        "paramName": "action",
        "paramValue": "start",
        "type": "EQUALS"
      }
    ]
  },
  {
    "type": "TEXT",
    "name": "site",
    "displayName": "Name of the site",
    "simpleValueType": true,
    "valueHint": "shop",
    "help": "As in wend.yaml.",
    "valueValidators": [
      {
        "type": "NON_EMPTY"
      }
    ],
    "enablingConditions": [
      {
        "paramName": "action",
        "paramValue": "start",
        "type": "EQUALS"
      }
    ]
  },
  {
    "type": "CHECKBOX",
    "name": "consentMode",
    "checkboxText": "Take the visitor's decision from consent mode",
    "simpleValueType": true,
    "defaultValue": false,
    "help": "Only where your consent tool sets a default for every visitor before this tag runs: Tag Manager takes what nobody has set for granted.",
    "enablingConditions": [
      {
        "paramName": "action",
        "paramValue": "start",
        "type": "EQUALS"
      }
    ]
  },
  {
    "type": "TEXT",
    "name": "event",
    "displayName": "Type of the event",
    "simpleValueType": true,
    "valueHint": "product.viewed",
    "help": "A built-in type, or one of the site's own.",
    "valueValidators": [
      {
        "type": "NON_EMPTY"
      }
    ],
    "enablingConditions": [
      {
        "paramName": "action",
        "paramValue": "track",
        "type": "EQUALS"
      }
    ]
  },
  {
    "type": "TEXT",
    "name": "data",
    "displayName": "Data of the event",
    "simpleValueType": true,
    "valueHint": "{{DLV - product}}",
    "help": "A variable that gives an object, as wend.track() takes it. Nothing for an event without data.",
    "enablingConditions": [
      {
        "paramName": "action",
        "paramValue": "track",
        "type": "EQUALS"
      }
    ]
  }
]


___SANDBOXED_JS_FOR_WEB_TEMPLATE___

const addConsentListener = require('addConsentListener');
const callInWindow = require('callInWindow');
const copyFromWindow = require('copyFromWindow');
const createQueue = require('createQueue');
const encodeUriComponent = require('encodeUriComponent');
const getTimestampMillis = require('getTimestampMillis');
const getType = require('getType');
const injectScript = require('injectScript');
const isConsentGranted = require('isConsentGranted');
const logToConsole = require('logToConsole');
const setInWindow = require('setInWindow');

// The tracker, or the stub of the page, takes calls itself. Before either is there they wait where the tracker looks for them.
const call = (method, first, second) => {
  if (copyFromWindow('wend.' + method)) {
    callInWindow('wend.' + method, first, second);
  } else {
    if (!copyFromWindow('wend')) setInWindow('wend', {});
    createQueue('wend.q')([method, [first, second], getTimestampMillis()]);
  }
};

// A purpose is agreed to when all that stands for it is.
const listen = (purpose, types) => {
  const agreed = () => types.every((type) => isConsentGranted(type));
  const tell = (granted) => {
    const choices = {};
    choices[purpose] = granted;
    call('consent', choices, 'consent-mode');
  };
  // A default that denies is no decision: the visitor has yet to be asked.
  let told = agreed();
  if (told) tell(true);
  const heard = (changed, granted) => {
    const now = granted && agreed();
    if (now !== told) tell(now);
    told = now;
  };
  types.forEach((type) => addConsentListener(type, heard));
};

if (data.action === 'track') {
  if (data.data && getType(data.data) !== 'object') {
    logToConsole('Wend: the data of ' + data.event + ' is no object, so the event goes without it.');
    call('track', data.event);
  } else {
    call('track', data.event, data.data || {});
  }
  data.gtmOnSuccess();
} else {
  if (data.consentMode) {
    listen('analytics', ['analytics_storage']);
    listen('personalisation', ['personalization_storage', 'functionality_storage']);
    listen('marketing', ['ad_storage', 'ad_user_data', 'ad_personalization']);
  }
  // The tracker looks for what waits, and it takes no place that is taken by something else.
  if (!copyFromWindow('wend')) {
    setInWindow('wend', {});
    createQueue('wend.q');
  }
  const url = data.collector + '/w.js?site=' + encodeUriComponent(data.site);
  injectScript(url, data.gtmOnSuccess, data.gtmOnFailure, url);
}


___WEB_PERMISSIONS___

[
  {
    "instance": {
      "key": {
        "publicId": "access_consent",
        "versionId": "1"
      },
      "param": [
        {
          "key": "consentTypes",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "analytics_storage"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "personalization_storage"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "functionality_storage"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "ad_storage"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "ad_user_data"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "consentType"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "ad_personalization"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "access_globals",
        "versionId": "1"
      },
      "param": [
        {
          "key": "keys",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "wend"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "wend.q"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "wend.track"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              },
              {
                "type": 3,
                "mapKey": [
                  {
                    "type": 1,
                    "string": "key"
                  },
                  {
                    "type": 1,
                    "string": "read"
                  },
                  {
                    "type": 1,
                    "string": "write"
                  },
                  {
                    "type": 1,
                    "string": "execute"
                  }
                ],
                "mapValue": [
                  {
                    "type": 1,
                    "string": "wend.consent"
                  },
                  {
                    "type": 8,
                    "boolean": true
                  },
                  {
                    "type": 8,
                    "boolean": false
                  },
                  {
                    "type": 8,
                    "boolean": true
                  }
                ]
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "inject_script",
        "versionId": "1"
      },
      "param": [
        {
          "key": "urls",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 1,
                "string": "https://shop.example/w/*"
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  },
  {
    "instance": {
      "key": {
        "publicId": "logging",
        "versionId": "1"
      },
      "param": [
        {
          "key": "environments",
          "value": {
            "type": 1,
            "string": "debug"
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  }
]


___TESTS___

scenarios:
- name: Fetches the script of the site once
  code: |-
    const url = 'https://shop.example/w/w.js?site=shop';
    mock('injectScript', (address, success, failure, token) => calls.push(address, token));
    runCode(start);
    assertThat(calls).isEqualTo([url, url]);
    assertApi('addConsentListener').wasNotCalled();
- name: Decides nothing while the default denies, and hears the yes
  code: |-
    let heard;
    let granted = false;
    mock('isConsentGranted', () => granted);
    mock('addConsentListener', (type, listener) => {
      if (type === 'analytics_storage') heard = listener;
    });
    mock('copyFromWindow', () => true);
    mock('callInWindow', (path, choices) => calls.push(choices.analytics));
    runCode(consentMode);
    assertThat(calls.length).isEqualTo(0);
    granted = true;
    heard('analytics_storage', true);
    assertThat(calls).isEqualTo([true]);
- name: Hears a no after a yes
  code: |-
    let heard;
    mock('isConsentGranted', (type) => type === 'analytics_storage');
    mock('addConsentListener', (type, listener) => {
      if (type === 'analytics_storage') heard = listener;
    });
    mock('copyFromWindow', () => true);
    mock('callInWindow', (path, choices) => calls.push(choices.analytics));
    runCode(consentMode);
    heard('analytics_storage', false);
    assertThat(calls).isEqualTo([true, false]);
- name: Keeps a call until the tracker is there
  code: |-
    mock('copyFromWindow', () => undefined);
    mock('createQueue', () => (entry) => calls.push(entry));
    mock('getTimestampMillis', 5);
    runCode(track);
    assertThat(calls).isEqualTo([['track', ['product.viewed', { product: { id: 'mug' } }], 5]]);
    assertApi('injectScript').wasNotCalled();
    assertApi('gtmOnSuccess').wasCalled();
- name: Leaves out what is no object
  code: |-
    mock('copyFromWindow', () => true);
    mock('callInWindow', (path, type, properties) => calls.push(path, type, properties));
    runCode(wrong);
    assertThat(calls).isEqualTo(['wend.track', 'product.viewed', undefined]);
    assertApi('logToConsole').wasCalled();
setup: |-
  const calls = [];
  const start = { action: 'start', collector: 'https://shop.example/w', site: 'shop' };
  const consentMode = { action: 'start', collector: 'https://shop.example/w', site: 'shop', consentMode: true };
  const track = { action: 'track', event: 'product.viewed', data: { product: { id: 'mug' } } };
  const wrong = { action: 'track', event: 'product.viewed', data: 'mug' };
  mock('injectScript', () => {});


___NOTES___

Part of Wend, MIT licence. See docs/recipes/tag-manager.md.
